//! The file format of an input: a few lines that name the site and the files, each followed by its bytes.
//! A file without them is the content of the target's usual file.

use std::path::Path;

use super::{OWN_SITE, Target};

const HEAD: &[u8] = b"yearbook fuzz case\n";

/// Contents that a site is built with, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The kind of file.
    pub target: Target,
    /// The folder of the site, from the repository's own.
    pub site: String,
    /// What is written before each build.
    pub steps: Vec<Step>,
}

/// What is written before a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The file, from the site's folder.
    pub path: String,
    /// Its new content.
    pub content: Vec<u8>,
}

impl Case {
    /// A case of one file, at its usual place.
    pub fn of(target: Target, content: Vec<u8>) -> Case {
        Case {
            target,
            site: OWN_SITE.to_owned(),
            steps: vec![Step {
                path: target.path().to_owned(),
                content,
            }],
        }
    }

    /// The case in a file, or of a file's content, for the target after which its folder is called.
    #[allow(dead_code, reason = "cargo-fuzz reads inputs by itself")]
    pub fn of_file(file: &Path, content: Vec<u8>) -> Case {
        let folder = file.parent().and_then(Path::file_name);
        let target = folder.and_then(|folder| Target::parse(&folder.to_string_lossy()));
        let target = target.unwrap_or(Target::Csv);
        Case::parse(&content).unwrap_or_else(|| Case::of(target, content))
    }

    /// Reads a case; nothing when the bytes are no such file.
    pub fn parse(bytes: &[u8]) -> Option<Case> {
        let mut rest = bytes.strip_prefix(HEAD)?;
        let target = Target::parse(field(&mut rest, "target: ")?)?;
        let site = field(&mut rest, "site: ")?.to_owned();
        if site.starts_with('/') || site.contains("..") {
            return None;
        }
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let path = field(&mut rest, "path: ")?.to_owned();
            if path.starts_with('/') || path.contains("..") {
                return None;
            }
            let length = field(&mut rest, "bytes: ")?.parse().ok()?;
            let (content, behind) = rest.split_at_checked(length)?;
            rest = behind.strip_prefix(b"\n")?;
            let content = content.to_vec();
            steps.push(Step { path, content });
        }
        Some(Case {
            target,
            site,
            steps,
        })
    }

    /// The bytes of a case.
    #[allow(dead_code, reason = "cargo-fuzz writes inputs by itself")]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = HEAD.to_vec();
        let (target, site) = (self.target.name(), &self.site);
        bytes.extend(format!("target: {target}\nsite: {site}\n").into_bytes());
        for Step { path, content } in &self.steps {
            bytes.extend(format!("path: {path}\nbytes: {}\n", content.len()).into_bytes());
            bytes.extend(content);
            bytes.push(b'\n');
        }
        bytes
    }
}

/// Takes a line that begins with a name.
fn field<'b>(rest: &mut &'b [u8], name: &str) -> Option<&'b str> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (line, behind) = rest.split_at(end);
    *rest = &behind[1..];
    std::str::from_utf8(line).ok()?.strip_prefix(name)
}
