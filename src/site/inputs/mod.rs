//! What a page shows: one value that holds everything it depends on.

mod data;
mod download;
mod edition;
mod feed;
mod kind;

pub use data::{
    DataIndexEntry, DataIndexInputs, DatasetInputs, FieldInputs, MeasureInputs, PreviewCell,
    PreviewHead,
};
pub use download::{Colophon, Download};
pub use edition::{
    ChangedCell, ChangedResource, ChangesInputs, EditionDataset, EditionFacts, EditionInputs,
    EditionWaivers, WaiverReason,
};
pub use feed::{AliasInputs, CardInputs, FeedEntry, FeedInputs};
pub use kind::{
    ChecksInputs, CiteInputs, IndexEntry, IndexGroup, IndicatorInputs, KindInputs, ListedPage,
    NextRelease, NotFoundInputs, ReleaseInputs, ReleasesInputs, RevisionInputs, SearchInputs,
    WaiverInputs,
};

use serde::Serialize;

use std::sync::Arc;

use crate::chart::ChartSpec;
use crate::figure::SparklineColumn;
use crate::reference::{Printed, PrintedNumber};
use crate::table::TableSpec;

/// Everything that a page shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageInputs {
    /// What all pages of a language share.
    pub site: Arc<SiteInputs>,
    /// The path below the site's root, with `/` at its end.
    pub address: String,
    /// The page's absolute address, if the host is known.
    pub canonical: Option<String>,
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// When it was published.
    pub date: Option<PrintedDate>,
    /// When the newest of its datasets last changed.
    pub updated: Option<PrintedDate>,
    /// The datasets that its numbers come from.
    pub sources: Vec<SourceInputs>,
    /// The next release of its datasets, with the calendar that lists it.
    pub next_release: Option<NextRelease>,
    /// The corrections of its datasets, the newest first.
    pub corrections: Vec<RevisionInputs>,
    /// The topics that it belongs to.
    pub topics: Vec<PageLink>,
    /// The feed that belongs to the page.
    pub feed: Option<FeedInputs>,
    /// The feeds that it points to, by their absolute addresses.
    pub feeds: Vec<PageLink>,
    /// The picture that stands for it where its address is shared.
    pub card: Option<CardInputs>,
    /// Where it was before.
    pub aliases: Vec<AliasInputs>,
    /// The main navigation, with this page marked.
    pub navigation: Vec<NavigationLink>,
    /// The navigation at the foot of every page, with this page marked.
    pub footer: Vec<NavigationLink>,
    /// The page in every language it has, this one marked.
    pub languages: Vec<LanguageLink>,
    /// What stands around a page that stands for one code.
    pub relatives: Option<RelativesInputs>,
    /// The content.
    pub content: PageContent,
}

impl PageInputs {
    /// The same with the sizes of the files of the dataset that the page is about, in bytes: `size`
    /// tells that of a path.
    #[must_use]
    pub fn with_file_sizes(mut self, size: impl Fn(&str) -> Option<usize>) -> PageInputs {
        if let PageContent::Dataset(dataset) = &mut self.content {
            for download in &mut dataset.downloads {
                download.bytes = size(&download.path);
            }
        }
        self
    }
}

/// What stands around a page that stands for one code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct RelativesInputs {
    /// What it is a part of, the largest first.
    pub parents: Vec<PageLink>,
    /// Its parts, in list order.
    pub parts: Vec<PageLink>,
    /// The page before it.
    pub previous: Option<PageLink>,
    /// The page behind it.
    pub next: Option<PageLink>,
}

/// A dataset that the numbers of a page come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SourceInputs {
    /// The page of the dataset.
    pub dataset: PageLink,
    /// Who produced it.
    pub source: Option<String>,
}

/// A page with its title.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct PageLink {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub href: String,
}

/// What all pages of a language share.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SiteInputs {
    /// The language's tag.
    pub language: String,
    /// The site's name.
    pub title: String,
    /// One sentence about the site.
    pub description: Option<String>,
    /// The front page.
    pub home: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// How to reach the publisher.
    pub contact: Option<String>,
    /// The licence of texts and data.
    pub licence: Option<Licence>,
    /// The path below which the site lies, with `/` at both ends.
    pub base_path: String,
    /// Scheme and host, where they are known.
    pub origin: Option<String>,
    /// The list of all datasets; nothing on a site without data.
    pub data_index: Option<PageLink>,
}

impl SiteInputs {
    /// The absolute address of what is linked to, where the site's host is known.
    pub fn absolute(&self, href: &str) -> Option<String> {
        self.origin.as_ref().map(|origin| format!("{origin}{href}"))
    }
}

/// A licence with its link.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Licence {
    /// Its name.
    pub name: String,
    /// Where its text is.
    pub url: Option<String>,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NavigationLink {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// Whether it leads to this page.
    pub current: bool,
    /// Whether this page is one of the section that it leads to.
    pub section: bool,
    /// The language of the page it leads to, when that is another one.
    pub language: Option<String>,
}

/// The page in one language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct LanguageLink {
    /// The language's tag.
    pub language: String,
    /// The language's own name.
    pub name: String,
    /// Where the page is.
    pub href: String,
    /// Its absolute address, or the same as `href`.
    pub absolute: String,
    /// Whether it is this page.
    pub current: bool,
}

/// A date in words and for machines.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PrintedDate {
    /// In words of the language.
    pub text: String,
    /// As `2024-07-03`.
    pub iso: String,
}

/// What kind of page it is, with its content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PageContent {
    /// A document.
    Document(DocumentInputs),
    /// A dataset or code list.
    Dataset(Box<DatasetInputs>),
    /// The list of all datasets and code lists.
    DataIndex(DataIndexInputs),
    /// The list of all documents of a language.
    SiteIndex(Vec<ListedPage>),
    /// What readers see whose address leads nowhere, in every language.
    NotFound(Vec<NotFoundInputs>),
}

/// The content of a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocumentInputs {
    /// What it shows because of its kind.
    pub kind: KindInputs,
    /// Headline figures.
    pub headlines: Vec<HeadlineInputs>,
    /// What it found, in a few sentences.
    pub main_points: Vec<Vec<BodyPart>>,
    /// The headings of the second level.
    pub contents: Vec<ContentsEntry>,
    /// The text.
    pub body: Vec<BodyPart>,
}

/// A headline figure, printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeadlineInputs {
    /// The page that tells more of it.
    pub href: Option<String>,
    /// The number.
    pub value: Vec<BodyPart>,
    /// What it is.
    pub label: Vec<BodyPart>,
    /// What it compares with.
    pub note: Vec<BodyPart>,
    /// Its course through time.
    pub sparkline: Option<ChartSpec>,
}

/// A heading in the list of contents.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ContentsEntry {
    /// Its anchor.
    pub id: String,
    /// Its text.
    pub title: String,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BodyPart {
    /// Finished markup.
    Markup(Arc<str>),
    /// Plain text.
    Text(String),
    /// A number.
    Number(PrintedNumber),
    /// The start tag of a link.
    Link {
        /// Where it leads.
        href: String,
        /// Its tooltip; may be empty.
        title: String,
    },
    /// An image.
    Image {
        /// Where it is.
        src: String,
        /// Its width and height in pixels, where its file tells.
        size: Option<(usize, usize)>,
        /// What it shows.
        alt: String,
        /// Its tooltip; may be empty.
        title: String,
    },
    /// A chart or table.
    Figure(Box<FigureInputs>),
}

impl From<Printed> for BodyPart {
    fn from(printed: Printed) -> BodyPart {
        match printed {
            Printed::Number(number) => BodyPart::Number(number),
            Printed::Words(words) => BodyPart::Text(words),
        }
    }
}

/// A chart or table with everything around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FigureInputs {
    /// Its anchor.
    pub id: String,
    /// Its number in the page, from 1.
    pub number: usize,
    /// The finding, or a neutral topic.
    pub title: String,
    /// Measure, unit, area and period.
    pub subtitle: String,
    /// Who produced the data.
    pub source: Option<String>,
    /// When the data last changed.
    pub updated: Option<PrintedDate>,
    /// The licences of the data.
    pub licences: Vec<Licence>,
    /// What readers must know besides.
    pub notes: Vec<String>,
    /// The drawing, unless it is a table only.
    pub chart: Option<ChartSpec>,
    /// The text alternative of the drawing.
    pub description: String,
    /// The numbers.
    pub table: TableSpec,
    /// The lines as large as a word that stand behind the numbers of each row.
    pub sparklines: Vec<SparklineColumn>,
    /// The figure as files; the numbers come first.
    pub downloads: Vec<Download>,
    /// The chart as a page of its own, for the pages of others; a table has none.
    pub embed: Option<EmbedInputs>,
}

/// A page that holds one chart and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmbedInputs {
    /// The path below the site's root, with `/` at its end.
    pub address: String,
    /// Its path in the published tree.
    pub path: String,
    /// Its absolute address; from the host's root when the host is not known.
    pub src: String,
    /// The figure in its page.
    pub figure_href: String,
}
