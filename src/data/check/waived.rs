//! The waivers of a check, found by the codes that they name.

use std::collections::{BTreeMap, HashMap};

use super::declared::Names;
use crate::data::local_text::{local_text, translations};
use crate::diag::Report;
use crate::input::value::Fields;
use crate::locale::{Language, LocalText};
use crate::stats::{CodeIndex, Dataset};

/// A place at which a check need not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) struct Waiver {
    /// The name of the check.
    pub(in crate::data) check: String,
    /// Codes by dimension; a dimension that is not named may have any code.
    pub(in crate::data) at: BTreeMap<String, String>,
    /// Why, by language.
    pub(in crate::data) reason: LocalText,
}

impl Waiver {
    /// Decides a waiver as declared; one that names what is no dimension is reported.
    pub(in crate::data) fn read(
        fields: Fields<'_>,
        names: &Names<'_>,
        default: &Language,
        report: &mut Report,
    ) -> Option<Waiver> {
        let mut at = BTreeMap::new();
        let mut is_sound = true;
        for (entry, code) in fields.text_entries("where") {
            match names.dimension(&entry.key_text(), report) {
                Some(dimension) => _ = at.insert(dimension, code.text.clone()),
                None => is_sound = false,
            }
        }
        is_sound.then(|| Waiver {
            check: fields
                .text("check")
                .map_or_else(String::new, |check| check.text.clone()),
            at,
            reason: local_text(
                fields.text("reason"),
                translations(Some(fields)),
                "reason",
                default,
            ),
        })
    }
}

/// The waivers of one check, by their positions in the list of all. Those that name codes of the same
/// dimensions are together: however many they are, they are looked up and not gone through.
pub(super) struct Waived {
    groups: Vec<Group>,
    /// Those that name one dimension, with any code, by its position and the code.
    of_one: HashMap<(usize, String), usize>,
    /// The first one that names none.
    of_all: Option<usize>,
}

/// Waivers that name codes of the same dimensions.
struct Group {
    dimensions: Vec<usize>,
    by_codes: HashMap<Vec<CodeIndex>, usize>,
}

impl Waived {
    /// The waivers of a check among all those of a dataset. One that names a code which the data do not have
    /// waives nothing.
    pub(super) fn new(waivers: &[Waiver], check: &str, dataset: &Dataset) -> Waived {
        let (mut of_one, mut of_all) = (HashMap::new(), None);
        let mut groups: BTreeMap<Vec<usize>, HashMap<Vec<CodeIndex>, usize>> = BTreeMap::new();
        let own = waivers.iter().enumerate();
        for (position, waiver) in own.filter(|(_, waiver)| waiver.check == check) {
            let mut at = waiver.at.iter();
            match (at.next(), at.next()) {
                (None, _) => of_all = of_all.or(Some(position)),
                (Some((name, code)), None) => {
                    if let Some(dimension) = dataset.dimension(name) {
                        let known = of_one.entry((dimension, code.clone()));
                        known.or_insert(position);
                    }
                }
                (Some(_), Some(_)) => {}
            }
            let named = waiver.at.iter().map(|(name, code)| {
                let dimension = dataset.dimension(name)?;
                Some((dimension, dataset.dimensions[dimension].codes.find(code)?))
            });
            let Some(named) = named.collect::<Option<BTreeMap<usize, CodeIndex>>>() else {
                continue;
            };
            let (dimensions, codes) = named.into_iter().unzip();
            let by_codes = groups.entry(dimensions).or_default();
            by_codes.entry(codes).or_insert(position);
        }
        let groups = groups.into_iter();
        let groups = groups.map(|(dimensions, by_codes)| Group {
            dimensions,
            by_codes,
        });
        Waived {
            groups: groups.collect(),
            of_one,
            of_all,
        }
    }

    /// How many times something is looked up for one place.
    pub(super) fn lookups(&self) -> usize {
        self.groups.len()
    }

    /// The first waiver of a place with these codes, one for each dimension; `None` is any code.
    pub(super) fn waiver(&self, key: &[Option<CodeIndex>]) -> Option<usize> {
        self.groups
            .iter()
            .filter_map(|group| group.waiver(key))
            .min()
    }

    /// The first waiver of all places with a code of a dimension, which no record need have.
    pub(super) fn waiver_of_all(&self, dimension: usize, code: &str) -> Option<usize> {
        let own = self.of_one.get(&(dimension, code.to_owned())).copied();
        own.into_iter().chain(self.of_all).min()
    }
}

impl Group {
    fn waiver(&self, key: &[Option<CodeIndex>]) -> Option<usize> {
        let codes = self.dimensions.iter().map(|dimension| key[*dimension]);
        if let Some(codes) = codes.clone().collect::<Option<Vec<CodeIndex>>>() {
            return self.by_codes.get(&codes).copied();
        }
        let is_met = |named: &[CodeIndex]| {
            let mut pairs = codes.clone().zip(named);
            pairs.all(|(code, named)| code.is_none_or(|code| code == *named))
        };
        let met = self.by_codes.iter().filter(|(named, _)| is_met(named));
        met.map(|(_, position)| *position).min()
    }
}
