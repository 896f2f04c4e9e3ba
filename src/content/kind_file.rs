//! The file format of what a document says because of its kind: the measure of an indicator, the
//! code list of an index, the releases of a calendar.

use super::block_file::id;
use super::kind::{Kind, KindData, Release, ReleaseDate, ReleaseStatus};
use crate::diag::{Code, Report};
use crate::input::value::{Fields, Table, Text, ValueKind};
use crate::stats::Period;

/// Reads the kind of a document.
pub(super) fn kind(fields: &Fields<'_>, report: &mut Report) -> Option<Kind> {
    let text = fields.text("kind", report)?;
    word(text, "a kind of page", &Kind::NAMES, report)
}

/// Reads what belongs to a kind. What another kind would say is a mistake. `None` stands for the
/// kind of a document that names none: a translation has that of what it translates.
pub(super) fn read(kind: Option<Kind>, fields: &Fields<'_>, report: &mut Report) -> KindData {
    for (key, of) in [
        ("indicator", Kind::Indicator),
        ("list", Kind::Index),
        ("levels", Kind::Index),
        ("release", Kind::Releases),
    ] {
        let value = fields
            .value(key)
            .filter(|_| kind.is_some_and(|kind| kind != of));
        if let Some(value) = value {
            let name = Kind::NAMES.iter().find(|(_, kind)| *kind == of);
            let name = name.map_or("", |(name, _)| name);
            report.push(
                value
                    .error(
                        Code::BadFrontMatter,
                        format!("`{key}` belongs to documents of the kind `{name}`"),
                    )
                    .hint(format!("write `kind = \"{name}\"`, or leave `{key}` out")),
            );
        }
    }
    let indicator = fields.text("indicator", report).cloned();
    let list = fields.text("list", report).cloned();
    let needed = match kind {
        Some(Kind::Indicator) if indicator.is_none() => Some("`indicator = \"dataset.measure\"`"),
        Some(Kind::Index) if list.is_none() => Some("`list`, the name of a code list"),
        _ => None,
    };
    if let Some(needed) = needed {
        report.push(fields.error(format!("{needed} is missing")));
    }
    let levels = fields.texts("levels", report).unwrap_or_default();
    let mut releases: Vec<Release> = Vec::new();
    for table in fields.tables("release", report) {
        let Some(release) = release(kind, table, report) else {
            continue;
        };
        if releases
            .iter()
            .any(|other| other.id.text == release.id.text)
        {
            report.push(release.id.error(
                Code::DuplicateId,
                format!("the release `{}` is listed twice", release.id.text),
            ));
        }
        releases.push(release);
    }
    KindData {
        indicator,
        list,
        levels: levels.into_iter().cloned().collect(),
        releases,
    }
}

fn release(kind: Option<Kind>, table: &Table, report: &mut Report) -> Option<Release> {
    let fields = Fields::new(table, Code::BadFrontMatter);
    let id = id(&fields, report);
    let title = fields.required_text("title", "what is released", report);
    let date = match fields.value("date") {
        // A translation inherits the day.
        None if kind.is_none() => None,
        Some(_) | None => Some(date(&fields, report)?),
    };
    let status = fields.text("status", report).and_then(|text| {
        let what = "a status of a release";
        word(text, what, &ReleaseStatus::NAMES, report)
    });
    let datasets = fields.texts("datasets", report).unwrap_or_default();
    let reason = fields.filled_text("reason", report);
    let page = fields.text("page", report);
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
    if needs_reason && reason.is_none() {
        report.push(
            id.as_ref()?
                .span
                .error(Code::BadFrontMatter, "the release gives no `reason`")
                .expected("why it was postponed or cancelled: readers are told"),
        );
    }
    fields.finish(report);
    Some(Release {
        id: id?,
        title: title?.text.clone(),
        date,
        status: status.unwrap_or(match date {
            Some(ReleaseDate::Day(_)) => ReleaseStatus::Confirmed,
            Some(ReleaseDate::Within(_)) | None => ReleaseStatus::Provisional,
        }),
        datasets: datasets.into_iter().cloned().collect(),
        reason: reason.map(|text| text.text.clone()),
        page: page.cloned(),
    })
}

/// A day as a date, or a longer time in quotes.
fn date(fields: &Fields<'_>, report: &mut Report) -> Option<ReleaseDate> {
    const EXPECTED: &str = "a day such as 2025-01-15, or a time such as \"2025-01\" or \"2025-Q1\"";
    match fields.value("date").map(|value| &value.kind) {
        Some(ValueKind::Text(text)) => {
            let period = Period::parse(&text.text);
            if period.is_err() {
                report.push(
                    text.error(
                        Code::BadFrontMatter,
                        format!("`{}` is no day and no time", text.text),
                    )
                    .expected(EXPECTED),
                );
            }
            period.ok().map(ReleaseDate::Within)
        }
        Some(_) => fields.date("date", report).map(ReleaseDate::Day),
        None => {
            report.push(
                fields
                    .error("`date` is missing: when it is released")
                    .expected(EXPECTED),
            );
            None
        }
    }
}

/// One of a few words.
fn word<T: Copy>(
    text: &Text,
    what: &str,
    known: &[(&'static str, T)],
    report: &mut Report,
) -> Option<T> {
    let found = known.iter().find(|(name, _)| *name == text.text);
    if found.is_none() {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        report.push(
            text.error(
                Code::BadFrontMatter,
                format!("`{}` is not {what}", text.text),
            )
            .expected(format!("one of {}", names.join(", ")))
            .did_you_mean(&text.text, names.iter().copied()),
        );
    }
    found.map(|(_, value)| *value)
}
