//! Why a page was rendered.

use serde::{Deserialize, Serialize};

use super::fingerprint::{Part, PartName};

/// Why a page was rendered instead of being kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// No earlier build of this program knew it.
    New,
    /// Some of what it depends on changed.
    Changed(Vec<PartName>),
    /// A published file of it was not as the last build had left it.
    Touched,
}

impl Reason {
    /// What differs between two lists of parts; when nothing does, a file was touched.
    pub(super) fn of_parts(before: &[Part], now: &[Part]) -> Reason {
        let names = changed_parts(before, now);
        if names.is_empty() {
            Reason::Touched
        } else {
            Reason::Changed(names)
        }
    }
}

/// The names of the parts that are not the same in both lists.
pub fn changed_parts(before: &[Part], now: &[Part]) -> Vec<PartName> {
    let lacks = |list: &[Part], part: &Part| !list.contains(part);
    let changed = now.iter().filter(|part| lacks(before, part));
    let gone = before.iter().filter(|part| lacks(now, part));
    let mut names: Vec<PartName> = changed.chain(gone).map(|part| part.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}
