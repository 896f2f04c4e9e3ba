//! A chart in one to three sentences, computed from the same data as the drawing.
//!
//! The words are the theme's; only which sentence is said, and of what, is decided here.

mod finding;
mod notes;

use super::spec::{Category, ChartSpec, Datum, Series};
use crate::locale::Locale;
use crate::stats::Number;

/// More names than this are counted instead.
const MOST_NAMES: usize = 3;

/// A datum with its place in the chart.
#[derive(Clone, Copy)]
struct Described<'a> {
    category: &'a Category,
    series: &'a Series,
    datum: &'a Datum,
}

/// Describes a chart: what kind it is and of what, the highest and the lowest or how much of a
/// target was reached or the first and the last, and what is absent or covers a part of a year.
pub fn describe(spec: &ChartSpec, locale: &Locale) -> String {
    let describer = Describer { spec, locale };
    let sentences = [
        Some(describer.kind()),
        describer.finding(),
        describer.notes(),
    ];
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    locale.spoken(&sentences.join(" "))
}

/// The numbers of the first series one by one, or of a long one where it begins and ends, and its
/// highest and lowest.
pub(super) fn describe_points(spec: &ChartSpec, locale: &Locale) -> String {
    /// More numbers than this nobody listens to.
    const MOST_POINTS: usize = 12;
    let describer = Describer { spec, locale };
    let point = |d: Described<'_>| {
        let values = [
            ("name", describer.name(&d)),
            ("value", d.datum.text.clone()),
        ];
        describer.fill("point", &values.each_ref().map(|(k, v)| (*k, v.as_str())))
    };
    if spec.categories.len() <= MOST_POINTS {
        let points: Vec<String> = describer.data().map(point).collect();
        return locale.spoken(&points.join("; "));
    }
    let sentences = [describer.finding(), describer.extremes(), describer.notes()];
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    locale.spoken(&sentences.join(" "))
}

struct Describer<'a> {
    spec: &'a ChartSpec,
    locale: &'a Locale,
}

impl<'a> Describer<'a> {
    fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let key = format!("chart.describe.{key}");
        self.locale.words().fill(&key, values)
    }

    fn counted(&self, key: &str, count: usize) -> String {
        self.locale.counted(&format!("chart.describe.{key}"), count)
    }

    fn data(&self) -> impl Iterator<Item = Described<'a>> {
        let spec = self.spec;
        let of_series = move |series: &'a Series| {
            spec.categories
                .iter()
                .zip(&series.data)
                .map(move |(category, datum)| Described {
                    category,
                    series,
                    datum,
                })
        };
        spec.series.iter().flat_map(of_series)
    }

    /// What kind of chart it is, of what, and how much it covers.
    fn kind(&self) -> String {
        let spec = self.spec;
        let measure = match &spec.unit {
            Some(unit) => self.fill(
                "measure_with_unit",
                &[("measure", &spec.measure), ("unit", unit)],
            ),
            None => spec.measure.clone(),
        };
        let grammar = spec.mark.grammar();
        let mut extent = self.counted(grammar.counted, spec.categories.len());
        if let (true, [first, .., last]) = (grammar.over_time, spec.categories.as_slice()) {
            let (first, last) = (self.category_name(first), self.category_name(last));
            extent = self.fill(
                "extent_over_time",
                &[("extent", &extent), ("first", &first), ("last", &last)],
            );
        }
        if spec.series.len() > 1 {
            let series = self.counted("series", spec.series.len());
            extent = self.fill(
                "extent_with_series",
                &[("extent", &extent), ("series", &series)],
            );
        }
        self.fill(
            spec.mark.name(),
            &[("measure", &measure), ("extent", &extent)],
        )
    }

    fn name(&self, described: &Described<'_>) -> String {
        let name = self.category_name(described.category);
        if self.spec.series.len() < 2 {
            return name;
        }
        let values = [("series", described.series.label.as_str()), ("name", &name)];
        self.fill("name_of_series", &values)
    }

    fn category_name(&self, category: &Category) -> String {
        match category.note.as_deref().filter(|note| !note.is_empty()) {
            Some(note) => self.fill(
                "name_with_note",
                &[("name", &category.label), ("note", note)],
            ),
            None => category.label.clone(),
        }
    }

    fn joined(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => {
                let before = before.join(", ");
                self.fill("names_last", &[("names", &before), ("last", last)])
            }
        }
    }

    /// Per cent with one decimal.
    fn percent(&self, share: Number) -> String {
        self.locale.percent(share.rounded(1))
    }
}
