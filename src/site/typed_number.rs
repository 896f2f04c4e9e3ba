//! Numbers that were typed into texts and look like data: which cell they are, and what to write
//! instead.

use std::borrow::Cow;
use std::cell::LazyCell;

use super::Site;
use crate::content::{Document, TypedNumber, editorial_finding, idle_waiver, typed_in_words};
use crate::data::{Cell, CellIndex};
use crate::diag::{Code, Diagnostic, Report};
use crate::locale::Locale;
use crate::reference::{Display, Evaluator, FigureValue, Value, is_percent, print};
use crate::stats::{self, CodeIndex, Number, Reads};

/// From where on a plain whole number looks like data: smaller ones are used to count what stands in
/// the text.
const LEAST: u32 = 100;

/// From where on numbers have marks between thousands.
const THOUSAND: u32 = 1000;

/// Whole numbers of four digits that may be years.
const YEARS: std::ops::RangeInclusive<i64> = 1500..=2100;

/// Per cent of something: a word for all of it.
const WHOLE: i64 = 100;

/// How many typed numbers of a site are reported one by one.
const MOST_NAMED: usize = 200;

/// Of how many named values pairs are tried.
const MOST_NAMES: usize = 40;

/// The cells in order of numbers, made when they are first asked for.
type Cells<'a> = LazyCell<CellIndex<'a>, Box<dyn FnOnce() -> CellIndex<'a> + 'a>>;

/// A typed number that looks like data.
pub(super) struct Suspect<'d> {
    typed: Cow<'d, TypedNumber>,
    number: Number,
    is_percent: bool,
}

impl Site<'_> {
    /// Reports numbers that look like data and were typed, each document with its own. The first are reported
    /// one by one, the others counted.
    pub(super) fn report_typed_numbers(
        &self,
        typed: &[(&Document, Vec<Suspect<'_>>)],
        report: &mut Report,
    ) {
        let catalog = self.catalog;
        let cells: Cells<'_> = LazyCell::new(Box::new(move || CellIndex::new(catalog)));
        let (mut reported, mut unnamed) = (0, 0);
        for (document, suspects) in typed {
            let room = MOST_NAMED.saturating_sub(reported).min(suspects.len());
            reported += room;
            unnamed += suspects.len() - room;
            if room > 0 {
                self.report_typed_in(document, &suspects[..room], &cells, report);
            }
        }
        if unnamed > 0 {
            let message = format!("{unnamed} more numbers look like data and are typed by hand");
            report.push(
                Diagnostic::warning(Code::TypedNumber, message)
                    .hint("they are named when there are fewer"),
            );
        }
    }

    /// The numbers of a document that look like data, in the order of their places; none when it waives the
    /// rule, and a waiver that nothing needs is reported. Without datasets there is nothing that they could
    /// be.
    pub(super) fn suspects<'d>(
        &self,
        document: &'d Document,
        report: &mut Report,
    ) -> Vec<Suspect<'d>> {
        if self.catalog.dataset_names().next().is_none() {
            return Vec::new();
        }
        let locale = self.locale(&document.language);
        let texts = document.texts().into_iter();
        let typed = texts
            .flat_map(|text| &text.typed)
            .chain(&document.body.typed);
        let values = document.front.values.iter();
        let in_values = values.flat_map(|(_, value)| typed_in_words(value));
        let typed = typed.map(Cow::Borrowed);
        let typed = typed.chain(in_values.map(Cow::Owned));
        let mut suspects: Vec<Suspect<'_>> =
            typed.filter_map(|typed| suspect(typed, locale)).collect();
        if document.front.waives(Code::TypedNumber) {
            if suspects.is_empty() {
                let mut waivers = document.front.waive.iter();
                let name = Code::TypedNumber.name();
                let waiver = waivers.find(|waiver| waiver.rule.text == name);
                let waiver = waiver.expect("the document waives the rule");
                let place = waiver.rule.span.location();
                report.push(idle_waiver(name).at(place));
            }
            return Vec::new();
        }
        suspects.sort_by_key(|suspect| suspect.typed.span.range().start);
        suspects.dedup_by(|a, b| (&a.typed.span, a.number) == (&b.typed.span, b.number));
        suspects
    }

    fn report_typed_in(
        &self,
        document: &Document,
        suspects: &[Suspect<'_>],
        cells: &Cells<'_>,
        report: &mut Report,
    ) {
        let locale = self.locale(&document.language);
        let default = self.config.default_language();
        let base = self.documents.find(&document.stem, default);
        let base = base.filter(|base| base.path != document.path);
        let reads = Reads::default();
        let evaluator = self.evaluator(document, base, &[], &reads);
        let named = named_values(&evaluator, document, base);
        let mut used = reads.names();
        let figures = base.into_iter().chain([document]);
        let figures = figures.flat_map(|document| &document.body.figures);
        let data = figures.filter_map(|figure| figure.data.as_ref());
        used.extend(data.map(|data| data.dataset().text.clone()));
        for suspect in suspects {
            let place = suspect.typed.span.location();
            let diagnostic = suspect.diagnostic(&named, cells, &used, locale);
            report.push(diagnostic.at(place));
        }
    }
}

/// A typed number, if it looks like data.
fn suspect<'d>(typed: Cow<'d, TypedNumber>, locale: &Locale) -> Option<Suspect<'d>> {
    let plain = locale.plain_number(&typed.digits)?;
    let sign = if typed.is_negative { "-" } else { "" };
    let number = Number::parse(&format!("{sign}{plain}")).ok()?;
    let behind = typed.after.trim_start().to_lowercase();
    let words = locale.words();
    let begins = |key: &str| words.get(key).split('|').any(|word| starts(&behind, word));
    let is_percent = begins("editorial.percent");
    let whole = number.as_whole();
    let is_plain = typed.digits.bytes().all(|b| b.is_ascii_digit());
    let is_year = is_plain && whole.is_some_and(|n| YEARS.contains(&n));
    let is_large = number.magnitude() >= Number::from(LEAST);
    let is_grouped = !is_plain && number.magnitude() >= Number::from(THOUSAND);
    let is_whole_of_something = is_percent && whole == Some(WHOLE);
    let looks_like_data = is_percent || !is_plain || (is_large && !is_year);
    if is_whole_of_something || !looks_like_data {
        return None;
    }
    let before = typed.before.to_lowercase();
    let is_among = |key: &str, before: &str| {
        let mut words = words.get(key).split('|');
        words.any(|word| ends(before, word))
    };
    // Nothing has so many pages that their numbers have marks between thousands.
    let is_label = !is_grouped
        && match before.strip_suffix('.') {
            // A sentence may end with a month, and with an abbreviation such as `No.` hardly ever.
            Some(before) if is_among("editorial.after_numbers", before) => false,
            Some(before) => before.len() <= ABBREVIATED && is_among(LABELS, before),
            None => is_among(LABELS, &before),
        };
    if is_label || begins("editorial.after_numbers") || (!is_grouped && is_version(&typed.before)) {
        return None;
    }
    Some(Suspect {
        typed,
        number,
        is_percent,
    })
}

/// The words behind which a number is a label.
const LABELS: &str = "editorial.before_numbers";

/// How many bytes an abbreviation has at the most.
const ABBREVIATED: usize = 4;

/// Whether a text begins with a word and does not go on with a letter.
fn starts(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic) || word == "%")
}

/// Whether a word is another one, or its last one where that has several.
fn ends(word: &str, other: &str) -> bool {
    other.rsplit(' ').next() == Some(word)
}

/// Names in capitals have numbers of their own, without marks between thousands: `WCAG 2.2`, `ISO 8601`.
fn is_version(before: &str) -> bool {
    let ends_a_part = before.ends_with([',', ';', ':', '.', '!', '?']);
    !ends_a_part && before.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// The named values of a document that are figures, in order of names.
fn named_values(
    evaluator: &Evaluator<'_>,
    document: &Document,
    base: Option<&Document>,
) -> Vec<(String, FigureValue)> {
    let mut named: Vec<(String, FigureValue)> = Vec::new();
    for document in base.into_iter().chain([document]) {
        for (name, expression) in &document.front.values {
            // Mistakes are reported where the value is used; a value of a page for every code has none here.
            if let Ok(Value::Figure(figure)) = evaluator.evaluate(expression) {
                named.push((name.clone(), figure));
            }
        }
    }
    named.sort_by(|a, b| a.0.cmp(&b.0));
    named.dedup_by(|a, b| a.0 == b.0);
    named
}

impl Suspect<'_> {
    /// The diagnostic, with what to write; it has no place.
    fn diagnostic(
        &self,
        named: &[(String, FigureValue)],
        cells: &Cells<'_>,
        used: &[String],
        locale: &Locale,
    ) -> Diagnostic {
        let sign = if self.typed.is_negative { "−" } else { "" };
        let digits = format!("{sign}{}", self.typed.digits);
        let message = format!("`{digits}` looks like data and is typed by hand");
        let typed = format!(
            "a number that is not in the data is written `{{{{ typed(\"{digits}\", why=\"…\") }}}}`"
        );
        let found = self.named(named, locale);
        let found = found.or_else(|| self.cell(cells, used));
        let hint = match (found, self.near(cells)) {
            (Some(expression), _) => {
                format!("the data have this number: write `{{{{ {expression} }}}}`")
            }
            (None, Some((number, expression))) => format!(
                "no cell has this number; the nearest is {number}: `{{{{ {expression} }}}}`"
            ),
            (None, None) => "no cell has this number".to_owned(),
        };
        let mut diagnostic = editorial_finding(Code::TypedNumber, &message, hint);
        diagnostic.hints.insert(1, typed);
        diagnostic
    }

    /// A value that the document names, or the percentage of two of them.
    fn named(&self, named: &[(String, FigureValue)], locale: &Locale) -> Option<String> {
        let shows = |figure: &FigureValue| {
            let is_percent = matches!(figure.display, Display::Percent(_));
            let printed = print(figure, locale);
            is_percent == self.is_percent
                && printed.is_some_and(|printed| printed.value == self.number.to_string())
        };
        if let Some((name, _)) = named.iter().find(|(_, figure)| shows(figure)) {
            return Some(name.clone());
        }
        let decimals = self.number.decimals();
        let plain = named.iter().filter(|(_, figure)| {
            matches!(figure.display, Display::Plain(_)) && figure.observation.value().is_some()
        });
        let plain: Vec<&(String, FigureValue)> = plain.take(MOST_NAMES).collect();
        let pairs = plain
            .iter()
            .flat_map(|a| plain.iter().map(move |b| (*a, *b)));
        let mut pairs = pairs.filter(|(a, b)| a.0 != b.0);
        let (function, compute): (_, fn(_, _) -> _) = if self.is_percent {
            ("percent", stats::percent)
        } else {
            ("difference", stats::difference)
        };
        let found = pairs.find(|((_, a), (_, b))| {
            let number = compute(a.observation, b.observation).value();
            a.refuse_other_unit(b).is_ok()
                && number.is_some_and(|n| n.rounded(decimals) == self.number)
        });
        let ((a, _), (b, _)) = found?;
        let own = if self.is_percent && decimals != 1 {
            format!(", decimals={decimals}")
        } else {
            String::new()
        };
        Some(format!("{function}({a}, {b}{own})"))
    }

    /// The cell that has the number: one of a dataset that the document uses comes first, then one
    /// that is a total in more dimensions, then a later one.
    fn cell(&self, cells: &Cells<'_>, used: &[String]) -> Option<String> {
        let equal = cells
            .equal(self.number)
            .filter(|cell| self.is_of_kind(cell));
        let best = equal.max_by_key(|cell| {
            let key = key(cell);
            let totals = cell.dataset.dimensions.len() - key.len();
            (used.contains(&cell.resource.name), totals, cell.record)
        })?;
        let decimals = self.number.decimals();
        let own = (best.number.decimals() != decimals).then_some(decimals);
        Some(expression(&best, own))
    }

    /// The cell whose number is nearest, if it is near.
    fn near(&self, cells: &Cells<'_>) -> Option<(Number, String)> {
        let cell = cells.nearest(self.number)?;
        let distance = cell.number.checked_sub(self.number)?.magnitude();
        let twentieth = self.number.magnitude().checked_div(Number::from(20_u32))?;
        let is_near = distance <= twentieth && self.is_of_kind(&cell);
        is_near.then(|| (cell.number, expression(&cell, None)))
    }

    /// Whether a cell counts what the number counts: per cent or something else.
    fn is_of_kind(&self, cell: &Cell<'_>) -> bool {
        let measure = &cell.dataset.measures[cell.measure].name;
        let field = cell.resource.field(measure);
        let unit = field.and_then(|field| Some(field.unit.iter().next()?.1));
        unit.is_some_and(is_percent) == self.is_percent
    }
}

/// The dimensions of a cell that are not its total, with their codes.
fn key(cell: &Cell<'_>) -> Vec<(usize, CodeIndex)> {
    let dimensions = cell.dataset.dimensions.iter().enumerate();
    let codes = dimensions.map(|(position, dimension)| {
        let code = cell.dataset.code(cell.record, position);
        (dimension.total != Some(code)).then_some((position, code))
    });
    codes.flatten().collect()
}

/// The expression that prints a cell.
fn expression(cell: &Cell<'_>, decimals: Option<u32>) -> String {
    let dataset = cell.dataset;
    let measure = &dataset.measures[cell.measure].name;
    let mut text = format!("value(\"{}.{measure}\"", dataset.name);
    for (position, code) in key(cell) {
        let dimension = &dataset.dimensions[position];
        let code = dimension.codes.code(code).as_str();
        let quote = if code.contains('"') { '\'' } else { '"' };
        text.push_str(&format!(", {}={quote}{code}{quote}", dimension.name));
    }
    if let Some(decimals) = decimals {
        text.push_str(&format!(", decimals={decimals}"));
    }
    text.push(')');
    text
}
