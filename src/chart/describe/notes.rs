//! What a reader of the numbers alone would miss: what is absent, what covers a part of a year.

use super::{Described, Describer, MOST_NAMES};
use crate::stats::{Absence, Status};

impl Describer<'_> {
    /// What is absent and why, and what covers a part of a year.
    pub(super) fn notes(&self) -> Option<String> {
        let total = self.data().count();
        let reasons = [
            Absence::Missing,
            Absence::Suppressed,
            Absence::NotApplicable,
        ];
        let mut notes: Vec<String> = Vec::new();
        for reason in reasons {
            let absent = |d: &Described<'_>| d.datum.observation.absence() == Some(reason);
            let word = format!("status.{}.word", Status::from(reason).name());
            let word = self.locale.words().get(&word);
            notes.extend(self.note("absent", total, absent, &[("reason", word)]));
        }
        let part =
            |d: &Described<'_>| d.datum.part_of_year && d.datum.observation.value().is_some();
        notes.extend(self.note("part_of_year", total, part, &[]));
        let all = notes.join("; ");
        (!notes.is_empty()).then(|| self.fill("notes", &[("notes", &all)]))
    }

    /// A note on the data that some condition holds for: their names, or how many they are.
    fn note(
        &self,
        key: &str,
        total: usize,
        holds: impl Fn(&Described<'_>) -> bool,
        more: &[(&str, &str)],
    ) -> Option<String> {
        let names: Vec<String> = self.data().filter(holds).map(|d| self.name(&d)).collect();
        let mut values = more.to_vec();
        if names.is_empty() {
            return None;
        }
        if names.len() <= MOST_NAMES {
            let names = self.joined(&names);
            values.push(("names", &names));
            return Some(self.fill(key, &values));
        }
        let (count, total) = (self.locale.number(names.len()), self.locale.number(total));
        values.extend([("count", count.as_str()), ("total", total.as_str())]);
        Some(self.fill(&format!("{key}_many"), &values))
    }
}
