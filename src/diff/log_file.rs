//! The list of what changed with each edition of the data, as a site publishes it: the next build reads
//! it there, adds what has changed since, and publishes it again.

use serde::{Deserialize, Serialize};

use super::{CellChange, ChangeKind, CodeFate, DataDiff, Fate, ResourceDiff};
use crate::data::{Catalog, Content};
use crate::stats::{
    Absence, Cell, CodeIndex, Dataset, Date, Number, Observation, Qualifier, Qualifiers, Status,
};

/// Where the list stands in a published site.
pub const CHANGES_FILE: &str = "api/changes.json";

/// How many cells of a resource an edition keeps; the number of changes counts all.
const MOST_CELLS: usize = 100;

/// The only version of the format so far.
const FORMAT: u32 = 1;

/// What changed with each edition, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeLog {
    /// The version of this format.
    format: u32,
    /// The editions.
    pub editions: Vec<Edition>,
}

/// What changed between two states that were published one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// What it is known by: it never changes.
    pub id: String,
    /// The day on which the newest of the datasets was brought up to date, if they say it.
    pub date: Option<String>,
    /// `patch`, `minor` or `major`.
    pub class: String,
    /// What changed.
    pub resources: Vec<EditionResource>,
}

/// What changed in a dataset, a code list or a map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionResource {
    /// Its name.
    pub resource: String,
    /// `kept`, `added` or `removed`.
    pub fate: String,
    /// How many cells have a number and had none.
    pub new: usize,
    /// How many have another number.
    pub revised: usize,
    /// How many have none any more.
    pub withdrawn: usize,
    /// Of how many something else is said.
    pub status: usize,
    /// How many codes are new, gone, or have another name or place.
    pub codes: CodeCounts,
    /// How many dimensions, measures and units are others.
    pub structure: usize,
    /// The first of the cells.
    pub cells: Vec<EditionCell>,
}

/// How many codes are not as they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeCounts {
    /// Codes that were not there.
    pub added: usize,
    /// Codes that are gone.
    pub removed: usize,
    /// Codes of another name or place.
    pub changed: usize,
}

/// A cell that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionCell {
    /// The code of each dimension by the dimension's name, in key order.
    pub key: Vec<(String, String)>,
    /// The measure.
    pub measure: String,
    /// What it was; nothing where there was no record.
    pub old: Option<EditionNumber>,
    /// What it is; nothing where the record is gone.
    pub new: Option<EditionNumber>,
    /// Whether it had a number that was published and is confidential now, or may be at another place. The
    /// number is in no file.
    #[serde(default, skip_serializing_if = "is_false")]
    pub withheld: bool,
}

/// A number with what is said of it, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionNumber {
    /// The number with all of its digits.
    pub value: Option<String>,
    /// Its statuses by their names.
    pub statuses: Vec<String>,
}

impl ChangeLog {
    /// The list before anything has changed.
    pub fn new() -> ChangeLog {
        ChangeLog {
            format: FORMAT,
            editions: Vec::new(),
        }
    }

    /// Reads a list that was published; what is wrong when it is none of this format.
    pub fn read(content: &[u8]) -> Result<ChangeLog, String> {
        // What stands there may be a number that is confidential now.
        let unreadable = |error: serde_json::Error| {
            let (line, column) = (error.line(), error.column());
            format!("it is no list of changes: line {line}, column {column} is wrong")
        };
        let log: ChangeLog = serde_json::from_slice(content).map_err(unreadable)?;
        if log.format == FORMAT {
            Ok(log)
        } else {
            Err(format!("format {} is not known", log.format))
        }
    }

    /// The list without the numbers of cells that are confidential now, whichever edition had them. Where the
    /// data withhold any number, a cell of which they no longer have one is left out: its number may be
    /// confidential at another place.
    #[must_use]
    pub fn without_confidential(mut self, now: &Catalog) -> ChangeLog {
        if !now.withholds() {
            return self;
        }
        for resource in self.editions.iter_mut().flat_map(|e| &mut e.resources) {
            let known = now.resource(&resource.resource);
            let dataset = match known.map(|known| &known.content) {
                Some(Content::Dataset(dataset)) => Some(dataset),
                Some(_) | None => None,
            };
            resource.cells.retain_mut(|cell| cell.withhold(dataset));
        }
        self
    }

    /// The list with what has changed since. When nothing has, it is as it was.
    #[must_use]
    pub fn with(mut self, diff: &DataDiff, new: &Catalog) -> ChangeLog {
        if !diff.is_empty() {
            let before = self.editions.first().map(|edition| edition.id.as_str());
            self.editions.insert(0, Edition::new(diff, new, before));
        }
        self
    }

    /// The file.
    pub fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("texts are always JSON");
        text.push('\n');
        text
    }
}

impl Default for ChangeLog {
    fn default() -> ChangeLog {
        ChangeLog::new()
    }
}

impl Edition {
    /// `before` is the id of the edition that it follows.
    fn new(diff: &DataDiff, new: &Catalog, before: Option<&str>) -> Edition {
        let changed = diff.resources.iter();
        let dates = changed.filter_map(|changed| new.resource(&changed.name)?.updated);
        let date = dates.max().map(|date: Date| date.to_string());
        let resources: Vec<EditionResource> =
            diff.resources.iter().map(EditionResource::new).collect();
        // The same may change to and fro on one day. Numbers are no part of it: whoever knows the rest
        // could find a number that is confidential later.
        let parts = resources.iter().map(|changed| {
            let cells = changed.cells.iter().map(|cell| (&cell.key, &cell.measure));
            (&changed.resource, cells.collect::<Vec<_>>())
        });
        let known = (parts.collect::<Vec<_>>(), before);
        let known = serde_json::to_vec(&known).expect("texts are always JSON");
        let digits = blake3::hash(&known).to_hex();
        let day = date.clone().unwrap_or_else(|| "edition".to_owned());
        Edition {
            id: format!("{day}-{}", &digits.as_str()[..8]),
            date,
            class: diff.class().name().to_owned(),
            resources,
        }
    }
}

impl EditionResource {
    fn new(diff: &ResourceDiff) -> EditionResource {
        let count = |kind: ChangeKind| diff.cells.iter().filter(|c| c.kind() == kind).count();
        let codes = |is_so: fn(&CodeFate) -> bool| {
            diff.codes
                .iter()
                .filter(|change| is_so(&change.fate))
                .count()
        };
        EditionResource {
            resource: diff.name.clone(),
            fate: match diff.fate {
                Fate::Kept => "kept",
                Fate::Added(_) => "added",
                Fate::Removed(_) => "removed",
            }
            .to_owned(),
            new: count(ChangeKind::New),
            revised: count(ChangeKind::Revised),
            withdrawn: count(ChangeKind::Withdrawn),
            status: count(ChangeKind::Status),
            codes: CodeCounts {
                added: codes(|fate| matches!(fate, CodeFate::Added)),
                removed: codes(|fate| matches!(fate, CodeFate::Removed)),
                changed: codes(|fate| {
                    matches!(fate, CodeFate::Renamed { .. } | CodeFate::Moved { .. })
                }),
            },
            structure: diff.structure.len(),
            cells: diff
                .cells
                .iter()
                .take(MOST_CELLS)
                .map(EditionCell::new)
                .collect(),
        }
    }

    /// How many cells are not as they were.
    pub fn cell_count(&self) -> usize {
        self.new + self.revised + self.withdrawn + self.status
    }
}

impl EditionCell {
    fn new(change: &CellChange) -> EditionCell {
        EditionCell {
            key: change.key.to_vec(),
            measure: change.measure.clone(),
            old: change.old.as_ref().map(EditionNumber::new),
            new: change.new.as_ref().map(EditionNumber::new),
            withheld: change.is_withheld,
        }
    }

    fn has_number(&self) -> bool {
        let numbers = [&self.old, &self.new].into_iter().flatten();
        numbers.into_iter().any(|number| number.value.is_some())
    }

    /// Removes the numbers of a cell that is suppressed in the dataset. Whether the cell may be listed: not
    /// where the dataset has no number for it, which may be confidential at another place.
    fn withhold(&mut self, dataset: Option<&Dataset>) -> bool {
        if !self.has_number() {
            return true;
        }
        let now = dataset.and_then(|dataset| observation(dataset, &self.key, &self.measure));
        if now.and_then(|now| now.absence()) == Some(Absence::Suppressed) {
            let suppressed = EditionNumber::new(&Observation::absent(Absence::Suppressed));
            for number in [&mut self.old, &mut self.new].into_iter().flatten() {
                *number = suppressed.clone();
            }
            self.withheld = true;
        }
        self.withheld || now.is_some_and(|now| now.value().is_some())
    }
}

/// What a dataset has at a key of names and codes; nothing where it has no such record or measure.
fn observation(dataset: &Dataset, key: &[(String, String)], measure: &str) -> Option<Observation> {
    let measure = dataset.measure(measure)?;
    let codes = dataset.dimensions.iter().map(|dimension| {
        let (_, code) = key.iter().find(|(name, _)| *name == dimension.name)?;
        dimension.codes.find(code)
    });
    let codes: Vec<CodeIndex> = codes.collect::<Option<_>>()?;
    Some(dataset.observation(dataset.find(&codes)?, measure))
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

impl EditionNumber {
    fn new(observation: &Observation) -> EditionNumber {
        EditionNumber {
            value: observation.value().map(|number| number.to_string()),
            statuses: observation
                .statuses()
                .map(|status| status.name().to_owned())
                .collect(),
        }
    }

    /// The observation again; what this program does not know of it is left out.
    pub fn observed(&self) -> Observation {
        let is_said = |status: Status| self.statuses.iter().any(|name| name == status.name());
        let qualifiers = Qualifier::ALL
            .into_iter()
            .filter(|q| is_said(Status::from(*q)));
        let mut absences = Absence::ALL.into_iter();
        let absence = absences.find(|absence| is_said(Status::from(*absence)));
        let number = self
            .value
            .as_deref()
            .and_then(|text| Number::parse(text).ok());
        Observation {
            cell: match number {
                Some(number) => Cell::Number(number),
                None => Cell::Absent(absence.unwrap_or(Absence::Missing)),
            },
            qualifiers: qualifiers.fold(Qualifiers::NONE, Qualifiers::with),
        }
    }
}
