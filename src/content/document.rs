//! Documents: one Markdown file each, and all of them by stem and language.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{FigureBlock, Sparkline};
use super::body::{Body, Piece};
use super::each::Each;
use super::kind::{Kind, KindData};
use super::template::Template;
use crate::diag::{Code, Source, Span};
use crate::expression::Expression;
use crate::input::value::Text;
use crate::locale::Language;
use crate::stats::Date;

/// One Markdown file.
#[derive(Debug)]
pub struct Document {
    /// The file, relative to the site's root: `content/a/page.vi.md`.
    pub path: String,
    /// What its translations share: `a/page`.
    pub stem: String,
    /// Its language.
    pub language: Language,
    /// Its text, for messages.
    pub source: Source,
    /// What stands before the text.
    pub front: FrontMatter,
    /// The text.
    pub body: Body,
}

impl Document {
    /// All texts that may hold expressions, wherever readers meet them.
    pub fn texts(&self) -> Vec<&Template> {
        let front = &self.front;
        let mut texts = vec![&front.title];
        texts.extend(front.short_title.iter().chain(&front.summary));
        texts.extend(&front.main_points);
        for headline in &front.headlines {
            texts.extend([&headline.value, &headline.label]);
            texts.extend(&headline.note);
        }
        texts.extend(self.body.figures.iter().flat_map(FigureBlock::texts));
        texts.extend(self.body.headings.iter().map(|heading| &heading.title));
        texts.extend(self.body.pieces.iter().filter_map(|piece| match piece {
            Piece::Image { alt, .. } => Some(alt),
            _ => None,
        }));
        texts
    }

    /// All expressions.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let values = self.front.values.iter().map(|(_, value)| value);
        let pieces = self.body.pieces.iter().filter_map(|piece| match piece {
            Piece::Expression(expression) => Some(expression),
            _ => None,
        });
        let figures = self.body.figures.iter().flat_map(FigureBlock::expressions);
        let texts = self.texts().into_iter().flat_map(Template::expressions);
        let front = values.chain(&self.front.holds);
        front.chain(pieces).chain(figures).chain(texts)
    }
}

/// The decided front matter.
#[derive(Debug)]
pub struct FrontMatter {
    /// The title.
    pub title: Template,
    /// Where the title stands, in bytes of the file.
    pub title_span: Span,
    /// A shorter title for navigation.
    pub short_title: Option<Template>,
    /// One or two sentences.
    pub summary: Option<Template>,
    /// When it was published.
    pub date: Option<Date>,
    /// What it becomes; `None` when the file does not say.
    pub kind: Option<Kind>,
    /// What it says because of its kind.
    pub of_kind: KindData,
    /// The pages of the topics that it belongs to, by their paths from the site's root.
    pub topics: Vec<Text>,
    /// What it found, in a few sentences.
    pub main_points: Vec<Template>,
    /// The codes for each of which it becomes a page, unless it is one page.
    pub each: Option<Each>,
    /// The formats in which its figures can be taken away; `None` when the file does not say.
    pub files: Option<Vec<Text>>,
    /// Where it was before.
    pub aliases: Vec<Text>,
    /// Whether its text is searched, if it says.
    pub search: Option<bool>,
    /// Editorial rules that are not to hold, each with the reason.
    pub waive: Vec<Waiver>,
    /// Whether it is built only on request.
    pub draft: bool,
    /// Named expressions in the order of the file.
    pub values: Vec<(String, Expression)>,
    /// Claims that must be true.
    pub holds: Vec<Expression>,
    /// Headline figures.
    pub headlines: Vec<Headline>,
}

/// An editorial rule that is not to hold for a document.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The code of its diagnostic.
    pub rule: Text,
    /// Why, for other editors.
    pub reason: String,
}

impl FrontMatter {
    /// Whether a rule is not to hold.
    pub fn waives(&self, code: Code) -> bool {
        self.waive
            .iter()
            .any(|waiver| waiver.rule.text == code.name())
    }
}

/// One headline figure.
#[derive(Debug)]
pub struct Headline {
    /// The course of the number through time.
    pub sparkline: Option<Sparkline>,
    /// The document that tells more of it, by its path from the site's root.
    pub link: Option<Text>,
    /// The number.
    pub value: Template,
    /// What it is.
    pub label: Template,
    /// What it compares with.
    pub note: Option<Template>,
}

/// All documents in order of paths.
#[derive(Debug, Default)]
pub struct Documents {
    all: Vec<Document>,
    by_stem: BTreeMap<String, BTreeMap<Language, usize>>,
    /// The paths of drafts that are not built.
    drafts: BTreeSet<String>,
}

impl Documents {
    pub(super) fn new(documents: Vec<Document>, drafts: BTreeSet<String>) -> Documents {
        let mut by_stem: BTreeMap<String, BTreeMap<Language, usize>> = BTreeMap::new();
        for (position, document) in documents.iter().enumerate() {
            by_stem
                .entry(document.stem.clone())
                .or_default()
                .entry(document.language.clone())
                .or_insert(position);
        }
        Documents {
            all: documents,
            by_stem,
            drafts,
        }
    }

    /// All documents in order of paths.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.all.iter()
    }

    /// The document of a stem in exactly this language.
    pub fn find(&self, stem: &str, language: &Language) -> Option<&Document> {
        let position = self.by_stem.get(stem)?.get(language)?;
        self.all.get(*position)
    }

    /// Whether a path is that of a draft that is not built.
    pub fn is_draft(&self, path: &str) -> bool {
        self.drafts.contains(path)
    }

    /// The document at a path relative to the site's root.
    pub fn at_path(&self, path: &str) -> Option<&Document> {
        self.all
            .binary_search_by(|document| document.path.as_str().cmp(path))
            .ok()
            .map(|position| &self.all[position])
    }

    /// All stems with their documents by language, in order of stems.
    pub fn groups(&self) -> impl Iterator<Item = (&str, Vec<&Document>)> {
        self.by_stem.iter().map(|(stem, languages)| {
            let documents = languages.values().map(|&position| &self.all[position]);
            (stem.as_str(), documents.collect())
        })
    }
}
