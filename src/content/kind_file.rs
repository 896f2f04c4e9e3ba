//! The file format of what a document says because of its kind: the measure of an indicator, the
//! code list of an index, the releases of a calendar.

use super::block_file::{ID, id};
use super::kind::{Kind as PageKind, KindData, Release, ReleaseDate, ReleaseStatus};
use crate::diag::{Code, Report};
use crate::input::value::{Fields, Form, Key, Kind, ValueKind, key, required};
use crate::stats::Period;

const RELEASE_DATE: &str = "a day such as 2025-01-15, or a time such as \"2025-01\" or \"2025-Q1\"";

/// The keys that say what kind of page a document is, and what belongs to the kind.
pub(super) const KEYS: [Key; 5] = [
    key("kind", Kind::Word(kinds), "the kind of page").or("article"),
    key(
        "indicator",
        Kind::Filled,
        "the measure of an indicator, as `dataset.measure`",
    ),
    key("list", Kind::Filled, "the code list of an index"),
    key(
        "levels",
        Kind::OneOrMore(&Kind::Text),
        "the levels of the code list that an index shows; all when left out",
    ),
    key(
        "release",
        Kind::Tables(&RELEASE),
        "the entries of a calendar of releases",
    ),
];

static RELEASE: Form = Form {
    title: "a release",
    keys: &[
        &ID,
        &[
            required("title", Kind::Filled, "what is released"),
            key(
                "date",
                Kind::Either(&[Kind::Date, Kind::Text], RELEASE_DATE),
                "when it is released",
            ),
            key("status", Kind::Word(statuses), "how certain that is"),
            key(
                "datasets",
                Kind::OneOrMore(&Kind::Text),
                "the datasets that it brings up to date",
            ),
            key("reason", Kind::Filled, "why it was postponed or cancelled"),
            key(
                "page",
                Kind::Text,
                "the document that was published, by its path from the site's root",
            ),
        ],
    ],
    is_open: false,
};

fn kinds() -> Vec<&'static str> {
    PageKind::NAMES.iter().map(|(name, _)| *name).collect()
}

fn statuses() -> Vec<&'static str> {
    ReleaseStatus::NAMES.iter().map(|(name, _)| *name).collect()
}

/// Reads the kind of a document.
pub(super) fn kind(fields: Fields<'_>) -> Option<PageKind> {
    word(fields, "kind", &PageKind::NAMES)
}

/// Reads what belongs to a kind. What another kind would say is a mistake. `None` stands for the
/// kind of a document that names none: a translation has that of what it translates.
pub(super) fn read(kind: Option<PageKind>, fields: Fields<'_>, report: &mut Report) -> KindData {
    for (key, of) in [
        ("indicator", PageKind::Indicator),
        ("list", PageKind::Index),
        ("levels", PageKind::Index),
        ("release", PageKind::Releases),
    ] {
        let value = fields
            .value(key)
            .filter(|_| kind.is_some_and(|kind| kind != of));
        if let Some(value) = value {
            let name = PageKind::NAMES.iter().find(|(_, kind)| *kind == of);
            let name = name.map_or("", |(name, _)| name);
            let message = format!("`{key}` belongs to documents of the kind `{name}`");
            let wrong = value.error(Code::BadFrontMatter, message);
            report.push(wrong.hint(format!("write `kind = \"{name}\"`, or leave `{key}` out")));
        }
    }
    let needed = match kind {
        Some(PageKind::Indicator) => Some(("indicator", "`indicator = \"dataset.measure\"`")),
        Some(PageKind::Index) => Some(("list", "`list`, the name of a code list")),
        _ => None,
    };
    if let Some((_, what)) = needed.filter(|(key, _)| !fields.has(key)) {
        report.push(fields.error(format!("{what} is missing")));
    }
    let mut releases: Vec<Release> = Vec::new();
    for fields in fields.tables("release") {
        let Some(release) = release(kind, fields, report) else {
            continue;
        };
        if releases
            .iter()
            .any(|other| other.id.text == release.id.text)
        {
            let message = format!("the release `{}` is listed twice", release.id.text);
            report.push(release.id.error(Code::DuplicateId, message));
        }
        releases.push(release);
    }
    KindData {
        indicator: fields.text("indicator").cloned(),
        list: fields.text("list").cloned(),
        levels: fields.texts("levels").into_iter().cloned().collect(),
        releases,
    }
}

fn release(kind: Option<PageKind>, fields: Fields<'_>, report: &mut Report) -> Option<Release> {
    let id = id(fields, report);
    let (title, reason) = (fields.text("title"), fields.text("reason"));
    let date = date(fields, report);
    // A translation inherits the day.
    if kind.is_some() && !fields.has("date") {
        let missing = fields.error("`date` is missing: when it is released");
        report.push(missing.expected(RELEASE_DATE));
        return None;
    }
    let status = word(fields, "status", &ReleaseStatus::NAMES);
    for text in title.into_iter().chain(reason) {
        if let Some(at) = text.text.find("{{") {
            report.push(text.place(at..at + 2).error(
                Code::BadFrontMatter,
                "a release is announced before its numbers are known: it holds no expression",
            ));
        }
    }
    let needs_reason = matches!(
        status,
        Some(ReleaseStatus::Postponed | ReleaseStatus::Cancelled)
    );
    if needs_reason && !fields.has("reason") {
        let wrong = id
            .as_ref()?
            .error(Code::BadFrontMatter, "the release gives no `reason`");
        report.push(wrong.expected("why it was postponed or cancelled: readers are told"));
    }
    Some(Release {
        id: id?,
        title: title?.text.clone(),
        date,
        status: status.unwrap_or(match date {
            Some(ReleaseDate::Day(_)) => ReleaseStatus::Confirmed,
            Some(ReleaseDate::Within(_)) | None => ReleaseStatus::Provisional,
        }),
        datasets: fields.texts("datasets").into_iter().cloned().collect(),
        reason: reason.map(|text| text.text.clone()),
        page: fields.text("page").cloned(),
    })
}

/// A day as a date, or a longer time in quotes.
fn date(fields: Fields<'_>, report: &mut Report) -> Option<ReleaseDate> {
    match &fields.value("date")?.kind {
        ValueKind::Text(text) => {
            let period = Period::parse(&text.text);
            if period.is_err() {
                let message = format!("`{}` is no day and no time", text.text);
                report.push(
                    text.error(Code::BadFrontMatter, message)
                        .expected(RELEASE_DATE),
                );
            }
            period.ok().map(ReleaseDate::Within)
        }
        _ => fields.date("date").map(ReleaseDate::Day),
    }
}

/// One of a few words.
fn word<T: Copy>(fields: Fields<'_>, key: &str, known: &[(&'static str, T)]) -> Option<T> {
    let text = fields.text(key)?;
    let found = known.iter().find(|(name, _)| *name == text.text);
    found.map(|(_, value)| *value)
}
