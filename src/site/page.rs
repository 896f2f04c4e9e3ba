//! The pages and files of a plan.

use std::hash::{Hash, Hasher};

use super::address::Address;
use crate::content::{Document, Kind};
use crate::data::Resource;
use crate::diag::Report;
use crate::input::RawFile;
use crate::locale::Language;
use crate::reference::Variable;
use crate::stats::Date;

/// A page that will be rendered.
#[derive(Debug)]
pub struct Page<'a> {
    /// Where it is.
    pub address: Address,
    /// Its language.
    pub language: Language,
    /// What it is made of.
    pub kind: PageKind<'a>,
    /// What its translations share: the path of a document without language and ending, the path
    /// of a CSV, or that of the descriptor.
    pub(super) group: String,
    /// The codes that it stands for; none for a page of a document without `each`.
    pub(super) variables: Vec<Variable>,
    /// Its place among the pages of its document.
    pub(super) order: usize,
    /// Its title, printed.
    pub(super) title: String,
    /// Its title in navigation, printed.
    pub(super) short_title: String,
}

/// Everything that the plan says of a page. What its document and its data say themselves is theirs.
impl Hash for Page<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Page {
            address,
            language,
            kind,
            group,
            variables,
            order,
            title,
            short_title,
        } = self;
        (address, language, group, order, title, short_title).hash(state);
        std::mem::discriminant(kind).hash(state);
        for variable in variables {
            (&variable.name, variable.code()).hash(state);
        }
    }
}

/// What a page is made of.
#[derive(Debug)]
pub enum PageKind<'a> {
    /// A document, and the one of the default language whose values and figures it inherits.
    Document {
        /// The document.
        document: &'a Document,
        /// The document of the default language, unless it is this one or does not exist.
        base: Option<&'a Document>,
    },
    /// A dataset or code list.
    Resource(&'a Resource),
    /// The list of all datasets and code lists.
    DataIndex,
    /// The front page of a language without an `index` document: the list of its documents.
    SiteIndex,
    /// What readers see whose address leads nowhere.
    NotFound,
}

impl<'a> Page<'a> {
    /// The document that it is made of, and the one that this translates.
    pub fn document(&self) -> Option<(&'a Document, Option<&'a Document>)> {
        match &self.kind {
            PageKind::Document { document, base } => Some((document, *base)),
            PageKind::Resource(_)
            | PageKind::DataIndex
            | PageKind::SiteIndex
            | PageKind::NotFound => None,
        }
    }

    /// The document of which it is one of many pages: its path without language and ending.
    pub fn collection(&self) -> Option<&str> {
        let (document, _) = self.document().filter(|_| !self.variables.is_empty())?;
        Some(&document.stem)
    }

    /// What kind of document it is made of, as this says or the one that it translates.
    pub(super) fn document_kind(&self) -> Option<Kind> {
        let (document, base) = self.document()?;
        let inherited = base.and_then(|base| base.front.kind);
        Some(document.front.kind.or(inherited).unwrap_or(Kind::Page))
    }

    /// When it was published, as its document says or the one that this translates.
    pub(super) fn date(&self) -> Option<Date> {
        let (document, base) = self.document()?;
        let inherited = base.and_then(|base| base.front.date);
        document.front.date.or(inherited)
    }
}

/// A file that is published as it is.
#[derive(Debug)]
pub struct RawPage<'a> {
    /// Where it is.
    pub address: Address,
    /// Where it comes from.
    pub file: &'a RawFile,
    /// Its path among the inputs.
    pub path: &'a str,
}

/// What the versions of a document share.
pub(super) fn document_group(stem: &str) -> String {
    format!("{}{stem}", crate::content::FOLDER)
}

/// What the versions of a page for codes share.
pub(super) fn group_of_codes<'c>(stem: &str, codes: impl Iterator<Item = &'c str>) -> String {
    let mut group = document_group(stem);
    for code in codes {
        // No path of a document and no slug of a code has this sign.
        group.push('#');
        group.push_str(code);
    }
    group
}

/// Adds what is wrong on pages, reported once where it is wrong on all pages of a document.
pub(super) fn report_of_pages(pages: &[Page<'_>], reports: Vec<Report>, report: &mut Report) {
    let pages = pages.iter().zip(reports);
    let (single, of_codes): (Vec<_>, Vec<_>) =
        pages.partition(|(page, _)| page.variables.is_empty());
    for (_, own) in single {
        report.extend(own);
    }
    let names = of_codes
        .iter()
        .map(|(page, _)| page.address.to_string())
        .collect::<Vec<_>>();
    let reports = of_codes.into_iter().map(|(_, report)| report);
    report.extend_with_pages(names.iter().map(String::as_str).zip(reports));
}
