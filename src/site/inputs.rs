//! What a page shows: one value that holds everything it depends on.

use std::sync::Arc;

use crate::chart::ChartSpec;
use crate::table::TableSpec;

/// A mark of a status with its words.
pub use crate::table::LegendEntry as Mark;

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
    /// The main navigation, with this page marked.
    pub navigation: Vec<NavigationLink>,
    /// The page in every language it has, this one marked.
    pub languages: Vec<LanguageLink>,
    /// What stands around a page that stands for one code.
    pub relatives: Option<RelativesInputs>,
    /// The content.
    pub content: PageContent,
}

/// What stands around a page that stands for one code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// A page with its title.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageLink {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub href: String,
}

/// What all pages of a language share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
}

/// A licence with its link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Licence {
    /// Its name.
    pub name: String,
    /// Where its text is.
    pub url: Option<String>,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PrintedDate {
    /// In words of the language.
    pub text: String,
    /// As `2024-07-03`.
    pub iso: String,
}

/// A number as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PrintedNumber {
    /// In the language.
    pub text: String,
    /// The same number for machines.
    pub value: String,
    /// What qualifies it.
    pub marks: Vec<Mark>,
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
    SiteIndex(Vec<SiteIndexEntry>),
}

/// One entry of the list of all documents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SiteIndexEntry {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// When it was published.
    pub date: Option<PrintedDate>,
}

/// The content of a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocumentInputs {
    /// The name of its kind: `home`, `article`, `methodology` or `page`.
    pub kind: &'static str,
    /// Headline figures.
    pub headlines: Vec<HeadlineInputs>,
    /// The headings of the second level.
    pub contents: Vec<ContentsEntry>,
    /// The text.
    pub body: Vec<BodyPart>,
    /// The checks of all datasets, on a page about methods.
    pub checks: Vec<ChecksInputs>,
}

/// The checks across records that a dataset passed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChecksInputs {
    /// The title of the dataset.
    pub title: String,
    /// The page of the dataset.
    pub href: Option<String>,
    /// Each check in a sentence.
    pub checks: Vec<String>,
    /// The places where one is waived.
    pub waivers: Vec<WaiverInputs>,
}

/// A place where a check is waived.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WaiverInputs {
    /// The check in a sentence.
    pub check: String,
    /// The codes of the place in words; none when it is waived everywhere.
    pub places: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A headline figure, printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeadlineInputs {
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
        /// What it shows.
        alt: String,
        /// Its tooltip; may be empty.
        title: String,
    },
    /// A chart or table.
    Figure(Box<FigureInputs>),
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

/// Lines as large as a word, one in each row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SparklineColumn {
    /// The heading.
    pub title: String,
    /// The lines, in the order of the rows.
    pub rows: Vec<ChartSpec>,
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

/// A file to take away.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Download {
    /// Its format.
    pub format: FileFormat,
    /// Where it is.
    pub href: String,
    /// Its path in the published tree.
    pub path: String,
}

/// The format of a file to take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// Numbers.
    Csv,
    /// A drawing.
    Svg,
    /// A picture of a drawing.
    Png,
    /// Outlines of areas.
    GeoJson,
}

impl FileFormat {
    /// The formats in which a chart can be drawn. Pictures need the feature `png` of the program.
    pub const OF_DRAWINGS: &'static [FileFormat] = if cfg!(feature = "png") {
        &[FileFormat::Svg, FileFormat::Png]
    } else {
        &[FileFormat::Svg]
    };

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            FileFormat::Csv => "CSV",
            FileFormat::Svg => "SVG",
            FileFormat::Png => "PNG",
            FileFormat::GeoJson => "GeoJSON",
        }
    }

    /// How the names of its files end, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            FileFormat::Csv => "csv",
            FileFormat::Svg => "svg",
            FileFormat::Png => "png",
            FileFormat::GeoJson => "geojson",
        }
    }
}

/// The content of a page about a dataset or code list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DatasetInputs {
    /// The machine name.
    pub name: String,
    /// What it is, in sentences.
    pub description: Option<String>,
    /// Who produced the data.
    pub source: Option<String>,
    /// The licences.
    pub licences: Vec<Licence>,
    /// How many records or areas it has, in words.
    pub records: String,
    /// What kind of resource it is: the key of a word under `data`.
    pub kicker: &'static str,
    /// The periods that it covers, first and last.
    pub periods: Option<(String, String)>,
    /// Its fields.
    pub fields: Vec<FieldInputs>,
    /// The headings of the preview.
    pub preview_heads: Vec<String>,
    /// The first records.
    pub preview: Vec<Vec<PreviewCell>>,
    /// How many records the preview leaves out.
    pub left_out: usize,
    /// The data as a file.
    pub download: Download,
    /// The checks across its records.
    pub checks: Option<ChecksInputs>,
}

/// A cell of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PreviewCell {
    /// A text.
    Text(String),
    /// A number, or why there is none.
    Number {
        /// The number in the language; empty when there is none.
        text: String,
        /// Its marks.
        marks: Vec<Mark>,
    },
}

/// A field of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldInputs {
    /// The machine name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its role: a key of the words under `field.role`.
    pub role: &'static str,
    /// The name of its type.
    pub kind: &'static str,
    /// Its unit.
    pub unit: Option<String>,
    /// What it holds.
    pub description: Option<String>,
    /// The page of its code list.
    pub code_list: Option<(String, String)>,
}

/// The content of the list of all datasets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DataIndexInputs {
    /// What the data are about.
    pub description: Option<String>,
    /// The datasets.
    pub datasets: Vec<DataIndexEntry>,
    /// The code lists.
    pub code_lists: Vec<DataIndexEntry>,
    /// The outlines of areas.
    pub maps: Vec<DataIndexEntry>,
}

/// One entry of the list of all datasets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DataIndexEntry {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// What it is.
    pub description: Option<String>,
    /// How many records it has, in words.
    pub records: String,
}
