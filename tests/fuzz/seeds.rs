//! What inputs are made from: the repository's own sites, and the words in their files.

use std::collections::{BTreeMap, BTreeSet};

use crate::parts::parts;
use crate::random::Random;
use crate::targets::site::{Files, read, tree};
use crate::targets::{OWN_SITE, Target, repository};

/// Sites whose files are replaced, besides [`OWN_SITE`] and those of `tests/invalid`. The empty name is the
/// site of the repository.
const OTHER_SITES: [&str; 3] = [SMALL_SITE, "tests/sites/villages", ""];

/// A site of one page.
pub const SMALL_SITE: &str = "tests/sites/odd";

/// The theme inside the program, whose files a site can replace.
const THEME: &str = "themes/default";

/// The longest word that is put into other files.
const LONGEST_WORD: usize = 60;

/// The largest file that others are made from.
const LARGEST: usize = 64 * 1024;

/// Sites by name, and the files that were found of each kind.
#[derive(Debug)]
pub struct Seeds {
    sites: BTreeMap<String, Files>,
    kinds: BTreeMap<Target, Kind>,
}

/// What is known of a kind of file.
#[derive(Debug, Default)]
pub struct Kind {
    /// Contents.
    pub contents: Vec<Vec<u8>>,
    /// Words and texts in quotes that stand in them.
    pub words: Vec<Vec<u8>>,
    /// What the format and its readers stumble over.
    pub dictionary: Vec<Vec<u8>>,
    /// What every format stumbles over.
    pub anywhere: Vec<Vec<u8>>,
    /// Where there is a file of that kind: site and path.
    places: Vec<(String, String)>,
}

impl Seeds {
    /// Reads everything.
    pub fn new() -> Seeds {
        let mut names: Vec<String> = OTHER_SITES.map(str::to_owned).to_vec();
        names.push(OWN_SITE.to_owned());
        let invalid = tree(&repository().join("tests/invalid"));
        let codes: BTreeSet<&str> = invalid
            .keys()
            .filter_map(|path| path.split('/').next())
            .collect();
        names.extend(
            codes
                .into_iter()
                .map(|code| format!("tests/invalid/{code}")),
        );
        let sites = names.into_iter().map(|name| (name.clone(), read(&name)));
        let sites: BTreeMap<String, Files> = sites.collect();
        let theme = tree(&repository().join(THEME));
        let kinds = Target::ALL.map(|target| (target, Kind::of(target, &sites, &theme)));
        let kinds = kinds.into_iter().collect();
        Seeds { sites, kinds }
    }

    /// The files of a kind.
    pub fn kind(&self, target: Target) -> &Kind {
        &self.kinds[&target]
    }

    /// The name of a site for a target; a light one only where there is little time.
    pub fn site(&self, target: Target, is_light: bool, random: &mut Random) -> String {
        // Words and templates are replaced in a site with a theme; what is published, in one that publishes.
        let needs_own = matches!(target, Target::Words | Target::Templates | Target::Previous);
        let places = &self.kind(target).places;
        let others: Vec<&str> = places.iter().map(|(site, _)| site.as_str()).collect();
        let draw = random.below(32);
        if is_light && target == Target::Previous {
            return SMALL_SITE.to_owned();
        }
        if target == Target::Cache {
            let small = is_light || draw < 8;
            return if small { SMALL_SITE } else { OWN_SITE }.to_owned();
        }
        match draw {
            0 if !is_light && !needs_own => String::new(),
            1..4 if !is_light && !needs_own => "tests/sites/villages".to_owned(),
            4..12 if !needs_own && !others.is_empty() => self.light(&others, random),
            _ if is_light && !needs_own && !others.is_empty() => self.light(&others, random),
            _ => OWN_SITE.to_owned(),
        }
    }

    fn light(&self, among: &[&str], random: &mut Random) -> String {
        let light = |name: &&&str| self.sites[**name].len() < 12;
        let light: Vec<&&str> = among.iter().filter(light).collect();
        if light.is_empty() {
            return OWN_SITE.to_owned();
        }
        (**random.pick(&light)).to_owned()
    }

    /// A file of a site that a target can replace, or that a theme can add.
    pub fn path(target: Target, files: &Files, random: &mut Random) -> String {
        let fitting: Vec<&String> = files.keys().filter(|path| target.fits(path)).collect();
        let is_theme = matches!(target, Target::Words | Target::Templates);
        if fitting.is_empty() || (is_theme && !random.one_in(4)) {
            if is_theme {
                let theme = tree(&repository().join(THEME)).into_keys();
                let names: Vec<String> = theme
                    .filter(|path| target.fits(&format!("themes/{path}")))
                    .collect();
                return format!("themes/paper/{}", random.pick(&names));
            }
            return target.path().to_owned();
        }
        (*random.pick(&fitting)).clone()
    }

    /// What a file begins as: its content, or that of the theme that it takes the place of, or another's.
    pub fn content(
        &self,
        target: Target,
        path: &str,
        files: &Files,
        random: &mut Random,
    ) -> Vec<u8> {
        if let Some(content) = files.get(path).filter(|_| !random.one_in(8)) {
            return content.clone();
        }
        if let Some(below) = path
            .strip_prefix("themes/paper/")
            .filter(|_| !random.one_in(8))
        {
            let file = repository().join(THEME).join(below);
            if let Ok(content) = std::fs::read(file) {
                return content;
            }
        }
        let contents = &self.kind(target).contents;
        if contents.is_empty() {
            return Vec::new();
        }
        random.pick(contents).clone()
    }
}

impl Kind {
    fn of(target: Target, sites: &BTreeMap<String, Files>, theme: &Files) -> Kind {
        let mut kind = Kind {
            dictionary: dictionary(target.name()),
            anywhere: dictionary("anywhere"),
            ..Kind::default()
        };
        let mut words = BTreeSet::new();
        for (site, files) in sites {
            for (path, content) in files.iter().filter(|(path, _)| target.fits(path)) {
                kind.places.push((site.clone(), path.clone()));
                kind.add(target, content, &mut words);
            }
        }
        for (path, content) in theme {
            if target.fits(&format!("themes/{path}")) {
                kind.add(target, content, &mut words);
            }
        }
        kind.words = words.into_iter().collect();
        kind
    }

    fn add(&mut self, target: Target, content: &[u8], words: &mut BTreeSet<Vec<u8>>) {
        if content.len() <= LARGEST {
            self.contents.push(content.to_vec());
        }
        for part in parts(target, content) {
            let text = &content[part];
            for word in text.split(|byte| !(byte.is_ascii_alphanumeric() || b"_-.".contains(byte)))
            {
                if (1..LONGEST_WORD).contains(&word.len()) {
                    words.insert(word.to_vec());
                }
            }
            for quoted in text.split(|byte| *byte == b'"') {
                if (1..LONGEST_WORD).contains(&quoted.len()) {
                    words.insert([b"\"", quoted, b"\""].concat());
                }
            }
        }
    }
}

/// The entries of a file in the format that cargo-fuzz reads too: one in quotes a line, `\xNN` for a byte.
fn dictionary(name: &str) -> Vec<Vec<u8>> {
    let file = repository().join(format!("tests/fuzz/dictionary/{name}.dict"));
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let lines = text.lines().filter(|line| line.starts_with('"'));
    let entries = lines.map(|line| entry(line[1..].strip_suffix('"').expect("a quote at its end")));
    entries.collect()
}

fn entry(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'x') => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                let digits = String::from_utf8(digits).expect("digits");
                bytes.push(u8::from_str_radix(&digits, 16).expect("hexadecimal digits"));
            }
            escaped => bytes.extend(escaped),
        }
    }
    bytes
}
