//! What can change a page, distinguished for those who compare two published sites.

use serde::{Deserialize, Serialize};

use super::fingerprint::{Dependency, DependencyName, hash};

/// A hash of each of the things that a page is made from, shortened: a page that differs although all of
/// them are the same is changed by the pages around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedDependencies {
    /// The text of its document, with the one that it translates.
    pub text: u64,
    /// What it reads of the data.
    pub data: u64,
    /// The theme and what the configuration says of the whole site.
    pub theme: u64,
}

impl PublishedDependencies {
    /// The causes of a page: the bytes of its documents, the hash of what it reads of datasets, and its
    /// dependencies.
    pub fn new(
        documents: &[&[u8]],
        data: [u8; 16],
        dependencies: &[Dependency],
    ) -> PublishedDependencies {
        let of = |is_wanted: fn(&DependencyName) -> bool| {
            let wanted = dependencies
                .iter()
                .filter(|dependency| is_wanted(&dependency.name));
            wanted.map(|dependency| dependency.hash).collect::<Vec<_>>()
        };
        let described = of(|name| matches!(name, DependencyName::Data | DependencyName::Updated));
        let theme = of(|name| matches!(name, DependencyName::Theme | DependencyName::Site));
        PublishedDependencies {
            text: short(hash(&documents)),
            data: short(hash(&(data, described))),
            theme: short(hash(&theme)),
        }
    }

    /// As the list of published files holds them: a hash of each kind.
    pub fn digest(&self) -> String {
        format!("{:016x} {:016x} {:016x}", self.text, self.data, self.theme)
    }
}

fn short(hash: [u8; 16]) -> u64 {
    let (first, _) = hash.split_at(8);
    u64::from_le_bytes(first.try_into().expect("half of sixteen bytes"))
}
