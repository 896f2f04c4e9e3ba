//! What a page depends on, as short as can be: a hash for each part of its inputs.
//!
//! Inputs hold everything that a page shows, so that nothing it depends on can be forgotten: a new
//! field of theirs does not compile here before it has a dependency.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::site::{BodyPart, PageContent, PageInputs};

/// One of the things that a page depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependency {
    /// What it is, for people.
    pub name: DependencyName,
    /// The hash of what it holds.
    pub hash: [u8; 16],
}

/// What a page depends on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DependencyName {
    /// The templates, words and assets that the page is made with.
    Theme,
    /// What the configuration says of the whole site.
    Site,
    /// Where the page is.
    Address,
    /// Title, summary and date.
    Title,
    /// Its datasets: their sources, when the newest last changed, what was corrected, what is next.
    Updated,
    /// The main navigation.
    Navigation,
    /// The page in other languages.
    Languages,
    /// The pages around it: what it is a part of, its parts, its neighbours.
    Relatives,
    /// The feed of the page, and those that it points to.
    Feed,
    /// The text with its numbers and links.
    Text,
    /// A chart or table, by its id.
    Figure(String),
    /// The description of a dataset, code list or of all data; what a document tells of data because of its
    /// kind.
    Data,
    /// The list of documents.
    List,
}

/// What a page depends on, in a fixed order. `theme` is the hash of what it is rendered with.
pub fn dependencies_of(inputs: &PageInputs, theme: [u8; 16]) -> Vec<Dependency> {
    let PageInputs {
        site,
        address,
        canonical,
        title,
        summary,
        date,
        updated,
        sources,
        next_release,
        corrections,
        topics,
        feed,
        feeds,
        card,
        aliases,
        navigation,
        footer,
        languages,
        relatives,
        content,
    } = inputs;
    let mut dependencies = vec![
        dependency(DependencyName::Theme, theme),
        dependency(DependencyName::Site, hash(site)),
        dependency(
            DependencyName::Address,
            hash(&(address, canonical, card, aliases)),
        ),
        dependency(DependencyName::Title, hash(&(title, summary, date))),
        dependency(
            DependencyName::Updated,
            hash(&(updated, sources, next_release, corrections)),
        ),
        dependency(
            DependencyName::Navigation,
            hash(&(navigation, footer, topics)),
        ),
        dependency(DependencyName::Languages, hash(languages)),
        dependency(DependencyName::Relatives, hash(relatives)),
        dependency(DependencyName::Feed, hash(&(feed, feeds))),
    ];
    match content {
        PageContent::Document(document) => {
            let mut text = Digest::new();
            // Everything of the document but its figures, which are dependencies of their own.
            if document.kind.tells_of_data() {
                dependencies.push(dependency(DependencyName::Data, hash(&document.kind)));
            } else {
                document.kind.hash(&mut text);
            }
            document.headlines.hash(&mut text);
            (&document.contents, &document.main_points).hash(&mut text);
            for piece in &document.body {
                match piece {
                    BodyPart::Figure(figure) => {
                        figure.id.hash(&mut text);
                        let name = DependencyName::Figure(figure.id.clone());
                        dependencies.push(dependency(name, hash(figure)));
                    }
                    other => other.hash(&mut text),
                }
            }
            dependencies.push(dependency(DependencyName::Text, text.finished()));
        }
        PageContent::Dataset(dataset) => {
            dependencies.push(dependency(DependencyName::Data, hash(dataset)));
        }
        PageContent::DataIndex(index) => {
            dependencies.push(dependency(DependencyName::Data, hash(index)));
        }
        PageContent::SiteIndex(entries) => {
            dependencies.push(dependency(DependencyName::List, hash(entries)));
        }
        PageContent::NotFound(versions) => {
            dependencies.push(dependency(DependencyName::Text, hash(versions)));
        }
    }
    dependencies
}

fn dependency(name: DependencyName, hash: [u8; 16]) -> Dependency {
    Dependency { name, hash }
}

/// The hash of a value of the program's own, which another version may write differently.
pub fn hash(value: &impl Hash) -> [u8; 16] {
    let mut digest = Digest::new();
    value.hash(&mut digest);
    digest.finished()
}

/// A cryptographic hash of what `Hash` writes. Writes are small, and gathered before they are
/// hashed.
struct Digest {
    hasher: blake3::Hasher,
    gathered: [u8; GATHERED],
    length: usize,
}

/// As many bytes as are hashed at once.
const GATHERED: usize = 1024;

impl Digest {
    fn new() -> Digest {
        Digest {
            hasher: blake3::Hasher::new(),
            gathered: [0; GATHERED],
            length: 0,
        }
    }

    fn finished(mut self) -> [u8; 16] {
        self.hasher.update(&self.gathered[..self.length]);
        let mut short = [0; 16];
        short.copy_from_slice(&self.hasher.finalize().as_bytes()[..16]);
        short
    }
}

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        if self.length + bytes.len() > GATHERED {
            self.hasher.update(&self.gathered[..self.length]);
            self.length = 0;
        }
        if bytes.len() > GATHERED {
            self.hasher.update(bytes);
            return;
        }
        self.gathered[self.length..self.length + bytes.len()].copy_from_slice(bytes);
        self.length += bytes.len();
    }

    fn finish(&self) -> u64 {
        unreachable!("the whole hash is asked for")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_writes_are_hashed_as_one() {
        let bytes: Vec<u8> = (0..5000_u32).map(|n| (n % 251) as u8).collect();
        for sizes in [vec![5000], vec![1; 5000], vec![1023, 2, 1500, 1024, 1451]] {
            let mut digest = Digest::new();
            let mut rest = bytes.as_slice();
            for size in sizes {
                digest.write(&rest[..size]);
                rest = &rest[size..];
            }
            assert_eq!(digest.finished(), blake3::hash(&bytes).as_bytes()[..16]);
        }
    }

    #[test]
    fn numbers_that_are_printed_differently_differ() {
        use crate::stats::{Number, Observation};
        let hashes = ["2.0", "2.00", "2"].map(|digits| {
            let number = Number::parse(digits).expect("a number");
            let observation = Observation::number(number);
            let row = crate::table::RowSpec {
                labels: Vec::new(),
                hrefs: Vec::new(),
                codes: Vec::new(),
                observations: vec![observation],
                highlight: false,
                total: false,
                rest: false,
            };
            hash(&row)
        });
        assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] != hashes[2]);
    }
}
