//! What the cells of a column seem to be.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::table::Table;
use crate::data::cell::{FieldType, NumberFormat, TimeFormat, same_letters};
use crate::stats::{Period, Status};

/// Symbols that stand for no number, and the reason that they mostly mean.
const SYMBOLS: [(&str, &str); 14] = [
    ("..", "missing"),
    ("...", "missing"),
    ("…", "missing"),
    (":", "missing"),
    ("[x]", "missing"),
    ("NA", "missing"),
    ("N/A", "missing"),
    ("n/a", "missing"),
    ("[c]", "suppressed"),
    ("c", "suppressed"),
    ("*", "suppressed"),
    ("[z]", "not-applicable"),
    ("z", "not-applicable"),
    ("x", "missing"),
];

/// More different symbols than this in a column of numbers make it a column of texts.
const MOST_SYMBOLS: usize = 4;

/// Codes that stand for all others together.
const TOTALS: [&str; 6] = ["total", "_T", "TOTAL", "Total", "all", "tong"];

/// The type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Number {
        decimal: char,
        group: Option<char>,
    },
    Boolean,
    /// A date with its format; none for ISO 8601.
    Date(Option<&'static str>),
    Period,
}

/// A column with its guesses.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Texts that stand for no value, each with its reason where one is known.
    pub(super) missing: BTreeMap<String, Option<&'static str>>,
    /// The measure whose status the column holds.
    pub(super) status_of: Option<String>,
    pub(super) is_confidentiality: bool,
    /// The code that stands for all others together.
    pub(super) total: Option<String>,
}

impl Column {
    /// Guesses what all columns are.
    pub(super) fn guess_all(table: &Table, reasons: &mut Vec<String>) -> Vec<Column> {
        let mut columns: Vec<Column> = table
            .header
            .iter()
            .enumerate()
            .map(|(position, name)| Column::guess(table, position, name, reasons))
            .collect();
        find_statuses(table, &mut columns, reasons);
        columns
    }

    fn guess(table: &Table, position: usize, name: &str, reasons: &mut Vec<String>) -> Column {
        let texts: BTreeSet<&str> = table.column(position).collect();
        let (kind, missing) = kind(name, &texts);
        reasons.push(format!("`{name}` is {}", why(&kind, &texts)));
        for (text, reason) in &missing {
            if !text.is_empty() {
                let meaning = reason.unwrap_or("not known: say under `yearbook.missing`");
                reasons.push(format!(
                    "`{text}` in `{name}` stands for no number: {meaning}"
                ));
            }
        }
        Column {
            name: name.to_owned(),
            kind,
            missing,
            status_of: None,
            is_confidentiality: false,
            total: TOTALS
                .iter()
                .find(|total| texts.contains(**total))
                .map(|total| (*total).to_owned()),
        }
    }

    /// Settles what depends on whether the column is part of the key.
    pub(super) fn settle(&mut self, is_key: bool) {
        if !is_key || self.kind != Kind::Text {
            self.total = None;
        }
    }

    /// Whether the column says from or until when a code is in force.
    pub(super) fn is_validity(&self) -> bool {
        self.name.starts_with("valid_") || self.name.starts_with("valid-")
    }
}

/// The language of a column of names, such as `name_vi`; empty for one that names none.
pub(super) fn name_language(name: &str) -> Option<&str> {
    let name = name
        .strip_prefix("name")
        .or_else(|| name.strip_prefix("label"))?;
    match name.strip_prefix(['_', '-']) {
        Some(language) if (2..=3).contains(&language.len()) => Some(language),
        Some(_) => None,
        None => name.is_empty().then_some(""),
    }
}

fn kind(name: &str, texts: &BTreeSet<&str>) -> (Kind, BTreeMap<String, Option<&'static str>>) {
    let mut values: Vec<&str> = texts.iter().copied().filter(|t| !t.is_empty()).collect();
    let mut missing = BTreeMap::new();
    let looks_numeric = |text: &&str| {
        let first = text.trim_start_matches('-').chars().next();
        first.is_some_and(|c| c.is_ascii_digit())
    };
    let symbols: Vec<&str> = values
        .iter()
        .copied()
        .filter(|t| !looks_numeric(t))
        .collect();
    let is_symbol = |text: &&str| text.chars().count() <= 4;
    let numbers = values.len() - symbols.len();
    if numbers > 0 && symbols.len() <= MOST_SYMBOLS && symbols.iter().all(is_symbol) {
        values.retain(looks_numeric);
        for symbol in symbols {
            let known = SYMBOLS.iter().find(|(text, _)| *text == symbol);
            missing.insert(symbol.to_owned(), known.map(|(_, reason)| *reason));
        }
    }
    let all = |is: &dyn Fn(&str) -> bool| !values.is_empty() && values.iter().all(|v| is(v));
    let is_kind = |kind: FieldType| all(&|text| kind.plain(text).is_ok());
    let is_year = |text: &str| Period::parse(text).is_ok_and(|p| (1800..2200).contains(&p.year()));
    let named_year = ["year", "period", "time_period", "nam", "quy", "thang"]
        .iter()
        .any(|known| same_letters(known, name));
    let is_period = all(&is_year) && (named_year || values.iter().any(|text| text.contains('-')));
    let has_leading_zero =
        |text: &str| text.len() > 1 && text.starts_with('0') && !text.contains(['.', ',']);
    let kind = if is_period {
        Kind::Period
    } else if values.iter().any(|text| has_leading_zero(text)) {
        Kind::Text
    } else if is_kind(FieldType::Integer(NumberFormat::PLAIN)) {
        Kind::Integer
    } else if let Some((decimal, group)) = number_format(&values) {
        Kind::Number { decimal, group }
    } else if is_kind(FieldType::Date(TimeFormat::Standard)) {
        Kind::Date(None)
    } else if let Some(format) = date_format(&values) {
        Kind::Date(Some(format))
    } else if all(&|text| matches!(text, "true" | "false" | "TRUE" | "FALSE")) {
        Kind::Boolean
    } else {
        Kind::Text
    };
    if !matches!(kind, Kind::Integer | Kind::Number { .. }) {
        missing.clear();
    }
    (kind, missing)
}

/// The decimal mark and the group separator with which all values are numbers.
fn number_format(values: &[&str]) -> Option<(char, Option<char>)> {
    let tried = [
        ('.', None),
        (',', None),
        (',', Some('.')),
        ('.', Some(',')),
        (',', Some(' ')),
        ('.', Some(' ')),
    ];
    tried.into_iter().find(|(decimal, group)| {
        let format = FieldType::Number(NumberFormat {
            decimal: *decimal,
            group: *group,
            is_bare: true,
        });
        !values.is_empty() && values.iter().all(|value| format.plain(value).is_ok())
    })
}

fn date_format(values: &[&str]) -> Option<&'static str> {
    ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d"]
        .into_iter()
        .find(|format| {
            let kind = FieldType::Date(TimeFormat::Pattern((*format).to_owned()));
            !values.is_empty() && values.iter().all(|value| kind.plain(value).is_ok())
        })
}

fn why(kind: &Kind, texts: &BTreeSet<&str>) -> String {
    match kind {
        Kind::Integer => "a whole number: so are all its values".to_owned(),
        Kind::Number { decimal, group } => {
            let group = group
                .map(|group| format!(" and `{group}` between groups"))
                .unwrap_or_default();
            format!("a number: so are all its values, with `{decimal}` before decimals{group}")
        }
        Kind::Boolean => "true or false".to_owned(),
        Kind::Date(None) => "a date: so are all its values".to_owned(),
        Kind::Date(Some(format)) => format!("a date written as {format}"),
        Kind::Period => "a period: so are all its values".to_owned(),
        Kind::Text if texts.iter().any(|t| t.len() > 1 && t.starts_with('0')) => {
            "a text: some values have leading zeros".to_owned()
        }
        Kind::Text => format!("a text with {} different values", texts.len()),
    }
}

/// Columns of status codes, and the measures that they qualify: the one that they are named after,
/// or the nearest before them.
fn find_statuses(table: &Table, columns: &mut [Column], reasons: &mut Vec<String>) {
    let is_measure = |column: &Column| matches!(column.kind, Kind::Integer | Kind::Number { .. });
    let plain_names: Vec<String> = columns.iter().map(|c| c.name.to_lowercase()).collect();
    let mut named_so: HashMap<&str, Vec<usize>> = HashMap::new();
    for (position, name) in plain_names.iter().enumerate() {
        named_so.entry(name).or_default().push(position);
    }
    for (position, plain) in plain_names.iter().enumerate() {
        let name = columns[position].name.clone();
        let stem = plain
            .strip_suffix("_status")
            .or_else(|| plain.strip_suffix("_flag"));
        let is_confidentiality = plain.starts_with("conf_") || plain == "confidentiality";
        if stem.is_none() && !matches!(plain.as_str(), "status" | "flag" | "confidentiality") {
            continue;
        }
        let texts: BTreeSet<&str> = table.column(position).collect();
        let parse = |text: &&str| {
            let parsed = if is_confidentiality {
                Status::parse_confidentiality(text)
            } else {
                Status::parse_column(text)
            };
            parsed.is_ok()
        };
        if !texts.iter().all(parse) {
            continue;
        }
        let named = stem.and_then(|stem| named_so.get(stem));
        let mut named = named.into_iter().flatten().copied();
        let named = named.find(|&p| is_measure(&columns[p]));
        let before = || (0..position).rev().find(|&p| is_measure(&columns[p]));
        let Some(measure) = named.or_else(before) else {
            continue;
        };
        let measure = columns[measure].name.clone();
        reasons.push(format!(
            "`{name}` holds the status of `{measure}`: all its values are codes of SDMX"
        ));
        columns[position].kind = Kind::Text;
        columns[position].status_of = Some(measure);
        columns[position].is_confidentiality = is_confidentiality;
    }
}
