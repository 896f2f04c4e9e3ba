//! Periods in words: `2024`, `first half of 2024`, `6 tháng đầu năm 2024`.

use super::Locale;
use crate::stats::{Frequency, Period};

impl Locale {
    /// The period in words, as it stands in a sentence or a table cell.
    pub fn period(&self, period: Period) -> String {
        let year = format!("{:04}", period.year());
        self.words.fill(&key("period", period), &[("year", &year)])
    }

    /// The part of the year without the year, such as `first half` or `full year`.
    pub fn part_of_year(&self, period: Period) -> &str {
        self.words.get(&key("part_of_year", period))
    }
}

fn key(group: &str, period: Period) -> String {
    let ordinal = period.ordinal();
    match period.frequency() {
        Frequency::Year => format!("{group}.year"),
        Frequency::Half => format!("{group}.half_{ordinal}"),
        Frequency::Quarter => format!("{group}.quarter_{ordinal}"),
        Frequency::Month => format!("{group}.month_{ordinal:02}"),
    }
}
