//! Why a page was rendered.

use serde::{Deserialize, Serialize};

use super::fingerprint::{Dependency, DependencyName};

/// Why a page was rendered instead of being kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// No earlier build of this program knew it.
    New,
    /// Some of what it depends on changed.
    Changed(Vec<DependencyName>),
    /// A published file of it was not as the last build had left it.
    Touched,
}

impl Reason {
    /// What differs between two lists of dependencies; when nothing does, a file was touched.
    pub(super) fn of_dependencies(before: &[Dependency], now: &[Dependency]) -> Reason {
        let names = changed_dependencies(before, now);
        if names.is_empty() {
            Reason::Touched
        } else {
            Reason::Changed(names)
        }
    }
}

/// The names of the dependencies that are not the same in both lists.
pub fn changed_dependencies(before: &[Dependency], now: &[Dependency]) -> Vec<DependencyName> {
    let lacks = |list: &[Dependency], dependency: &Dependency| !list.contains(dependency);
    let changed = now.iter().filter(|dependency| lacks(before, dependency));
    let gone = before.iter().filter(|dependency| lacks(now, dependency));
    let mut names: Vec<DependencyName> = changed
        .chain(gone)
        .map(|dependency| dependency.name.clone())
        .collect();
    names.sort();
    names.dedup();
    names
}
