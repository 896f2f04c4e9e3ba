//! The file format of front matter: TOML between two lines of `+++`.

use super::document::{FrontMatter, Headline, Waiver};
use super::each_file;
use super::expression::{Expression, parse};
use super::kind_file;
use super::sparkline_file;
use super::template::Template;
use crate::diag::limits::ALIASES;
use crate::diag::{Code, Report, Source};
use crate::input::value::{Fields, Table, Text, ValueKind, parse_toml};

const FENCE: &str = "+++";

/// Reads the front matter. Gives it with the offset at which the text of the document begins;
/// `None` when it is unusable.
pub(super) fn read(
    source: &Source,
    text: &str,
    report: &mut Report,
) -> Option<(FrontMatter, usize)> {
    let Some((toml_start, toml_end, body_start)) = split(text) else {
        let opened = text.trim_start_matches('\u{FEFF}').lines().next();
        let message = if opened.is_some_and(|line| line.trim_end() == FENCE) {
            "the front matter is never closed by a line `+++`"
        } else {
            "the document does not begin with front matter between two lines of `+++`"
        };
        report.push(
            source
                .beginning()
                .error(Code::BadFrontMatter, message)
                .expected("a line `+++`, then `title = \"…\"`, then a line `+++`"),
        );
        return None;
    };
    let toml = &text[toml_start..toml_end];
    let table = parse_toml(source, toml, toml_start, Code::BadFrontMatter, report)?;
    let front = decide(&table, report)?;
    Some((front, body_start))
}

/// Start and end of the TOML and start of the body.
fn split(text: &str) -> Option<(usize, usize, usize)> {
    let start = usize::from(text.starts_with('\u{FEFF}')) * '\u{FEFF}'.len_utf8();
    let mut lines = text[start..].split_inclusive('\n');
    let opening = lines.next().filter(|line| line.trim_end() == FENCE)?;
    let toml_start = start + opening.len();
    let mut at = toml_start;
    for line in lines {
        if line.trim_end() == FENCE {
            return Some((toml_start, at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn decide(table: &Table, report: &mut Report) -> Option<FrontMatter> {
    let fields = Fields::new(table, Code::BadFrontMatter);
    let title = fields.required_text("title", "the title of the page", report);
    let template =
        |text: Option<&Text>, report: &mut Report| text.map(|text| Template::read(text, report));
    let short_title = fields.filled_text("short_title", report);
    let summary = fields.filled_text("summary", report);
    let each = each_file::read(&fields, report);
    let files = fields.texts("files", report);
    let kind = kind_file::kind(&fields, report);
    let main_points = fields.texts("main_points", report).unwrap_or_default();
    for point in &main_points {
        fields.refuse_blank("main_points", point, report);
    }
    let topics = fields.texts("topics", report).unwrap_or_default();
    let mut aliases = fields.texts("aliases", report).unwrap_or_default();
    if let Some(first) = aliases.get(ALIASES) {
        let message = format!("{} former addresses; {ALIASES} is the most", aliases.len());
        report.push(first.error(Code::TooLarge, message));
        aliases.truncate(ALIASES);
    }
    let front = FrontMatter {
        short_title: template(short_title, report),
        summary: template(summary, report),
        date: fields.date("date", report),
        kind,
        of_kind: kind_file::read(kind, &fields, report),
        topics: topics.into_iter().cloned().collect(),
        main_points: main_points
            .into_iter()
            .map(|text| Template::read(text, report))
            .collect(),
        each: each.flatten(),
        files: files.map(|texts| texts.into_iter().cloned().collect()),
        aliases: aliases.into_iter().cloned().collect(),
        search: fields.boolean("search", report),
        waive: waive(&fields, report),
        draft: fields.boolean("draft", report).unwrap_or(false),
        values: values(&fields, report),
        holds: fields
            .texts("holds", report)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|text| expression(text, report))
            .collect(),
        headlines: fields
            .tables("headline", report)
            .into_iter()
            .filter_map(|table| headline(table, report))
            .collect(),
        title_span: title.map_or(table.span.clone(), |text| text.span.clone()),
        title: template(title, report).unwrap_or_default(),
    };
    fields.finish(report);
    title.map(|_| front)
}

/// The editorial rules that are not to hold.
fn waive(fields: &Fields<'_>, report: &mut Report) -> Vec<Waiver> {
    let Some(table) = fields.table("waive", report) else {
        return Vec::new();
    };
    let mut waived = Vec::new();
    for entry in &table.entries {
        match &entry.value.kind {
            ValueKind::Text(reason) if !reason.text.trim().is_empty() => waived.push(Waiver {
                rule: entry.key_text(),
                reason: reason.text.clone(),
            }),
            _ => fields.wrong_kind(&entry.key, &entry.value, "the reason, in quotes", report),
        }
    }
    waived
}

fn values(fields: &Fields<'_>, report: &mut Report) -> Vec<(String, Expression)> {
    let Some(table) = fields.table("values", report) else {
        return Vec::new();
    };
    let mut values = Vec::new();
    for entry in &table.entries {
        match &entry.value.kind {
            ValueKind::Text(text) => {
                if let Some(expression) = expression(text, report) {
                    values.push((entry.key.clone(), expression));
                }
            }
            _ => fields.wrong_kind(&entry.key, &entry.value, "an expression in quotes", report),
        }
    }
    values
}

fn expression(text: &Text, report: &mut Report) -> Option<Expression> {
    parse(&text.text, &|range| text.place(range))
        .map_err(|diagnostic| report.push(diagnostic))
        .ok()
}

fn headline(table: &Table, report: &mut Report) -> Option<Headline> {
    let fields = Fields::new(table, Code::BadFrontMatter);
    let value = fields.required_text("value", "the number of the headline figure", report);
    let label = fields.required_text("label", "what the number is", report);
    let note = fields.filled_text("note", report);
    let link = fields.text("link", report);
    let sparkline = match fields.value("sparkline") {
        None => None,
        Some(_) => {
            let table = fields.table("sparkline", report)?;
            let code = Code::BadFrontMatter;
            Some(sparkline_file::read(table, code, report)?)
        }
    };
    fields.finish(report);
    Some(Headline {
        sparkline,
        link: link.cloned(),
        value: Template::read(value?, report),
        label: Template::read(label?, report),
        note: note.map(|note| Template::read(note, report)),
    })
}
