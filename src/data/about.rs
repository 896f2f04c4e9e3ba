//! What readers are told of a dataset besides its numbers: what it covers, how it was made, and what
//! was changed after it was published.

use crate::diag::Location;
use crate::locale::LocalText;
use crate::stats::Date;

/// What a descriptor tells of one resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What the data cover and what they leave out, by language.
    pub coverage: LocalText,
    /// Of which day its areas are and what has become of them, by language.
    pub geography: LocalText,
    /// How the data were collected, by language.
    pub method: LocalText,
    /// What was changed after it was published, the newest first.
    pub revisions: Vec<Revision>,
    /// The endings of the files that it has besides the plain ones, those of formats with words of one
    /// language; nothing leaves them to the program.
    pub files: Option<Vec<String>>,
}

/// A change of published values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Whether it was planned.
    pub kind: RevisionKind,
    /// The day from which the new values stand on the site.
    pub date: Date,
    /// What was changed, by language.
    pub what: LocalText,
    /// Why, by language.
    pub why: LocalText,
    /// Which cells have other values; none when the entry does not say.
    pub affected: Vec<Affected>,
    /// The file that was published before, by its path from the site's root.
    pub replaced: Option<String>,
    /// Where it stands in the descriptor.
    pub location: Location,
}

/// The cells that an entry of the register is about: those of all these measures and codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    /// The measures; all of them when none is named.
    pub measures: Vec<Named>,
    /// The codes of a dimension; of dimensions that are not named, all.
    pub codes: Vec<(Named, Vec<Named>)>,
}

impl Affected {
    /// What it names, without the places: two that name the same are about the same cells.
    pub(super) fn names(&self) -> (Vec<String>, Vec<(String, Vec<String>)>) {
        let texts = |named: &[Named]| named.iter().map(|name| name.text.clone()).collect();
        let codes = self.codes.iter();
        let codes = codes.map(|(dimension, codes)| (dimension.text.clone(), texts(codes)));
        (texts(&self.measures), codes.collect())
    }
}

/// A name as the descriptor writes it, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub text: String,
    /// Its place.
    pub location: Location,
}

impl Revision {
    /// Whether the entry is about a cell, given the code of each dimension by the dimension's name. One
    /// that does not say what it is about may be about every cell.
    pub fn is_about(&self, key: &[(String, String)], measure: &str) -> bool {
        self.affected.is_empty() || self.affected.iter().any(|part| part.holds(key, measure))
    }

    /// Whether the entry is about cells of a measure.
    pub fn is_about_measure(&self, measure: &str) -> bool {
        self.affected.is_empty() || self.affected.iter().any(|part| part.has_measure(measure))
    }
}

impl Affected {
    fn has_measure(&self, measure: &str) -> bool {
        self.measures.is_empty() || self.measures.iter().any(|named| named.text == measure)
    }

    fn holds(&self, key: &[(String, String)], measure: &str) -> bool {
        let is_named = |names: &[Named], name: &str| names.iter().any(|named| named.text == name);
        let of = |dimension: &str| key.iter().find(|(name, _)| name == dimension);
        self.has_measure(measure)
            && self.codes.iter().all(|(dimension, codes)| {
                of(&dimension.text).is_some_and(|(_, code)| is_named(codes, code))
            })
    }
}

/// Why published values change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RevisionKind {
    /// A better source, late data or another method: planned.
    Revision,
    /// A mistake of the publisher.
    Correction,
}

impl RevisionKind {
    /// Every kind with the word that publishers write.
    pub const NAMES: [(&'static str, RevisionKind); 2] = [
        ("revision", RevisionKind::Revision),
        ("correction", RevisionKind::Correction),
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            RevisionKind::Revision => "revision",
            RevisionKind::Correction => "correction",
        }
    }
}
