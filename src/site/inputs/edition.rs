//! What pages tell of editions: what changed with each, and what one is made from and was held to.

use serde::Serialize;

use super::{PageLink, PrintedDate};

/// What changed in the data with each edition.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ChangesInputs {
    /// Whether it is known what was published before.
    pub is_known: bool,
    /// What changed with each edition, the newest first; none where that is not known.
    pub editions: Vec<EditionInputs>,
    /// The file of all changes, where they are known.
    pub file: Option<String>,
}

/// What changed with one edition.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct EditionInputs {
    /// Its id on the page.
    pub id: String,
    /// The day of the data.
    pub date: Option<PrintedDate>,
    /// How much it matters, in words.
    pub class: String,
    /// What changed.
    pub resources: Vec<ChangedResource>,
}

/// What changed in a dataset or a code list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ChangedResource {
    /// Its page; without an address when it is gone.
    pub dataset: PageLink,
    /// How many cells and codes, in words.
    pub summary: String,
    /// The first cells.
    pub cells: Vec<ChangedCell>,
    /// How many more there are, in words.
    pub more: Option<String>,
}

/// A cell that is not as it was, in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ChangedCell {
    /// What it is about.
    pub key: String,
    /// The measure.
    pub measure: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub now: String,
    /// The difference, with its sign.
    pub difference: Option<String>,
}

/// What an edition is made from and was held to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct EditionFacts {
    /// The program and its version.
    pub program: String,
    /// How many datasets and records, in words.
    pub counts: String,
    /// The descriptor of all data, which has the hash of every file.
    pub package: Option<String>,
    /// The datasets.
    pub datasets: Vec<EditionDataset>,
    /// What datasets and pages were let off, each with its reasons.
    pub waivers: Vec<EditionWaivers>,
}

/// A dataset of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct EditionDataset {
    /// Its page.
    pub dataset: PageLink,
    /// When it was last brought up to date.
    pub updated: Option<PrintedDate>,
    /// How many records it has.
    pub records: String,
    /// How many checks across records it passed.
    pub checks: String,
}

/// What a page was let off.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct EditionWaivers {
    /// The page.
    pub page: PageLink,
    /// Rules with reasons.
    pub reasons: Vec<WaiverReason>,
}

/// A rule that is waived, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct WaiverReason {
    /// The code of its diagnostic.
    pub rule: String,
    /// Why.
    pub reason: String,
}
