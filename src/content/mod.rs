//! From Markdown files to [`Documents`]: front matter, blocks and expressions with their places,
//! every reference still unresolved.
//!
//! What a reference means is decided in `site`, which knows data and addresses.

mod annotation_file;
mod block;
mod block_file;
mod body;
mod chart_file;
mod document;
mod each;
mod each_file;
mod editorial;
mod front_matter_file;
mod kind;
mod kind_file;
mod markdown;
mod mask;
mod slug;
mod sparkline_file;
mod template;
mod typed_number;

pub use block::{
    Annotation, AnnotationShape, BlockKind, ChartData, Decimals, FigureBlock, FigureData,
    FigureWords, Filter, Limit, ScaleData, Select, Sparkline, TableData, TargetReference,
    ValueColumn, Waived,
};
pub use block_file::TABLE;
pub use body::{Body, Heading, LinkTarget, Piece};
pub use chart_file::CHART;
pub use document::{Document, Documents, FrontMatter, Headline, Waiver};
pub use each::{Each, EachVariable, VARIABLE};
pub use editorial::{EDITORIAL_RULES, finding as editorial_finding, idle_waiver};
pub use front_matter_file::FRONT_MATTER;
pub use kind::{Kind, KindData, Release, ReleaseDate, ReleaseStatus};
pub use slug::slug;
pub use template::{Template, TemplatePart};
pub use typed_number::{TypedNumber, typed_in_words};

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::config::Config;
use crate::diag::{Code, Report, Source};
use crate::input::Inputs;
use crate::input::value::text_of;
use crate::locale::{Language, Locale};
use editorial::Rules;

/// The folder of all documents.
pub const FOLDER: &str = "content/";

/// Reads every document. Documents with errors are left out; the report says why.
pub fn load(
    inputs: &Inputs,
    config: &Config,
    locales: &[Locale],
    report: &mut Report,
) -> Documents {
    let rules: Vec<Rules> = locales
        .iter()
        .map(|locale| Rules::new(locale, config.raw_html))
        .collect();
    let files: Vec<(&str, &Source)> = inputs
        .texts_below(FOLDER)
        .filter(|(path, _)| path.ends_with(".md"))
        .collect();
    let loaded: Vec<(Option<Document>, Report)> = files
        .par_iter()
        .map(|(path, source)| {
            let mut report = Report::new();
            let document = load_one(path, source, config, &rules, &mut report);
            (document, report)
        })
        .collect();
    let mut documents = Vec::with_capacity(loaded.len());
    let mut drafts = BTreeSet::new();
    for (document, own_report) in loaded {
        report.extend(own_report);
        match document {
            Some(document) if document.front.draft && !config.drafts => {
                drafts.insert(document.path);
            }
            Some(document) => documents.push(document),
            None => {}
        }
    }
    Documents::new(documents, drafts)
}

/// Reads a file that holds what a chart block holds, as a document of nothing but this chart.
pub fn load_chart(source: &Source, language: &Language, report: &mut Report) -> Option<Document> {
    let block = block_file::read_chart(source, text_of(source, report)?, report)?;
    Some(Document {
        path: source.path().to_owned(),
        stem: String::new(),
        language: language.clone(),
        source: source.clone(),
        front: FrontMatter {
            title: Template::default(),
            title_span: source.beginning(),
            short_title: None,
            summary: None,
            date: None,
            kind: None,
            of_kind: KindData::default(),
            topics: Vec::new(),
            main_points: Vec::new(),
            each: None,
            files: None,
            aliases: Vec::new(),
            search: None,
            waive: Vec::new(),
            draft: false,
            values: Vec::new(),
            holds: Vec::new(),
            headlines: Vec::new(),
        },
        body: Body::of_figure(block),
    })
}

fn load_one(
    path: &str,
    source: &Source,
    config: &Config,
    rules: &[Rules],
    report: &mut Report,
) -> Option<Document> {
    let text = text_of(source, report)?;
    let (stem, language) = stem_and_language(path, config);
    warn_of_other_language(&stem, source, config, report);
    let (front, body_start) = front_matter_file::read(source, text, report)?;
    let rules = rules.iter().find(|rules| rules.language == language)?;
    let (body, findings) = markdown::parse(source, text, body_start, rules, report);
    editorial::report(findings, &front, source.beginning(), report);
    Some(Document {
        path: path.to_owned(),
        stem,
        language,
        source: source.clone(),
        front,
        body,
    })
}

/// `page.fr.md` in a site without French is more likely a forgotten language than a name.
fn warn_of_other_language(stem: &str, source: &Source, config: &Config, report: &mut Report) {
    let Some((_, ending)) = stem.rsplit_once('.') else {
        return;
    };
    if ending.len() == 2 && Language::parse(ending).is_ok() {
        let known: Vec<&str> = config.languages.iter().map(Language::tag).collect();
        report.push(
            source
                .beginning()
                .warning(
                    Code::BadConfig,
                    format!(
                        "`{ending}` is not one of the site's languages ({})",
                        known.join(", ")
                    ),
                )
                .hint("add it to `languages` in yearbook.toml, or rename the document"),
        );
    }
}

/// Splits `content/a/page.vi.md` into `a/page` and Vietnamese. Only the site's own languages
/// count as such; a document without one is in the default language.
fn stem_and_language(path: &str, config: &Config) -> (String, Language) {
    let name = path.strip_prefix(FOLDER).unwrap_or(path);
    let name = name.strip_suffix(".md").unwrap_or(name);
    if let Some((stem, tag)) = name.rsplit_once('.')
        && let Some(language) = config.languages.iter().find(|l| l.tag() == tag)
    {
        return (stem.to_owned(), language.clone());
    }
    (name.to_owned(), config.default_language().clone())
}
