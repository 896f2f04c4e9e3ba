//! The file format of front matter: TOML between two lines of `+++`.

use super::block_file::expression;
use super::document::{FrontMatter, Headline, Waiver};
use super::each_file;
use super::kind_file;
use super::sparkline_file;
use super::template::Template;
use crate::diag::limits::ALIASES;
use crate::diag::{Code, Report, Source};
use crate::expression::Expression;
use crate::input::value::{Fields, Form, Key, Kind, Table, Text, key, parse_toml, required};

const TEXTS: Kind = Kind::OneOrMore(&Kind::Text);

const KEYS: [Key; 14] = [
    required("title", Kind::Filled, "the title of the page"),
    key(
        "short_title",
        Kind::Filled,
        "a shorter title for navigation",
    ),
    key(
        "summary",
        Kind::Filled,
        "one or two sentences for lists, feeds and search results",
    ),
    key(
        "date",
        Kind::Date,
        "the day on which the page was published",
    ),
    key(
        "topics",
        TEXTS,
        "the pages of the topics that it belongs to, by their paths",
    ),
    key(
        "main_points",
        Kind::OneOrMore(&Kind::Filled),
        "what it found, in a few sentences",
    ),
    key(
        "files",
        TEXTS,
        "the formats in which its figures can be downloaded",
    ),
    key("aliases", TEXTS, "former addresses of the page"),
    key("search", Kind::Boolean, "whether its text can be searched"),
    key(
        "waive",
        Kind::Map(&Kind::Filled),
        "editorial rules that the document may break, each with the reason",
    ),
    key(
        "draft",
        Kind::Boolean,
        "whether it is built with `--drafts` only",
    )
    .or("false"),
    key(
        "values",
        Kind::Map(&Kind::Text),
        "expressions with names, for the text",
    ),
    key("holds", TEXTS, "comparisons that must be true"),
    key(
        "headline",
        Kind::Tables(&HEADLINE),
        "key figures above the text",
    ),
];

/// The front matter of a document.
pub static FRONT_MATTER: Form = Form {
    title: "the front matter of a document",
    keys: &[&KEYS, &kind_file::KEYS, &each_file::KEYS],
    is_open: false,
};

static HEADLINE: Form = Form {
    title: "a key figure",
    keys: &[&[
        required("value", Kind::Filled, "the number"),
        required("label", Kind::Filled, "what the number is"),
        key("note", Kind::Filled, "what readers must know besides"),
        key(
            "link",
            Kind::Text,
            "the document that it leads to, by its path",
        ),
        key(
            "sparkline",
            Kind::Table(&sparkline_file::SPARKLINE),
            "a line as large as a word",
        ),
    ]],
    is_open: false,
};

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
    let fields = Fields::check(&FRONT_MATTER, table, Code::BadFrontMatter, report);
    let mut template = |key| Some(Template::read(fields.text(key)?, report));
    let (title, short_title) = (template("title"), template("short_title"));
    let summary = template("summary");
    let main_points = fields.texts("main_points").into_iter();
    let main_points = main_points.map(|text| Template::read(text, report));
    let main_points = main_points.collect();
    let cloned = |texts: Vec<&Text>| texts.into_iter().cloned().collect();
    let mut aliases = fields.texts("aliases");
    if let Some(first) = aliases.get(ALIASES) {
        let message = format!("{} former addresses; {ALIASES} is the most", aliases.len());
        report.push(first.error(Code::TooLarge, message));
        aliases.truncate(ALIASES);
    }
    let kind = kind_file::kind(fields);
    let waive = fields.text_entries("waive").map(|(entry, reason)| Waiver {
        rule: entry.key_text(),
        reason: reason.text.clone(),
    });
    let values = fields.text_entries("values");
    let values =
        values.filter_map(|(entry, text)| Some((entry.key.clone(), expression(text, report)?)));
    let values: Vec<(String, Expression)> = values.collect();
    let holds = fields.texts("holds").into_iter();
    let holds = holds.filter_map(|text| expression(text, report)).collect();
    let headlines = fields.tables("headline");
    let headlines = headlines.filter_map(|fields| headline(fields, report));
    let headlines = headlines.collect();
    Some(FrontMatter {
        short_title,
        summary,
        date: fields.date("date"),
        kind,
        of_kind: kind_file::read(kind, fields, report),
        topics: cloned(fields.texts("topics")),
        main_points,
        each: each_file::read(fields, report),
        files: fields.has("files").then(|| cloned(fields.texts("files"))),
        aliases: cloned(aliases),
        search: fields.boolean("search"),
        waive: waive.collect(),
        draft: fields.boolean("draft").unwrap_or(false),
        values,
        holds,
        headlines,
        title_span: fields.text("title")?.span.clone(),
        title: title?,
    })
}

fn headline(fields: Fields<'_>, report: &mut Report) -> Option<Headline> {
    let mut template = |key| Some(Template::read(fields.text(key)?, report));
    let (value, label) = (template("value"), template("label"));
    let note = template("note");
    let sparkline = fields.table("sparkline");
    Some(Headline {
        sparkline: sparkline.and_then(|fields| sparkline_file::read(fields, report)),
        link: fields.text("link").cloned(),
        value: value?,
        label: label?,
        note,
    })
}
