//! Files to take away: their formats, where they are, and what they say of themselves.

use super::{FigureInputs, Licence, PageInputs, PrintedDate};

/// A file to take away.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Download {
    /// Its format.
    pub format: FileFormat,
    /// Where it is.
    pub href: String,
    /// Its path in the published tree.
    pub path: String,
    /// The name under which a reader keeps it, which tells files of different days apart.
    pub name: String,
    /// Its size in bytes; unknown to whoever has not made it.
    pub bytes: Option<usize>,
}

/// What a file says of itself besides its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Colophon {
    /// The machine name, which the names of files begin with.
    pub name: String,
    /// The title.
    pub title: String,
    /// What it is in a sentence; may be empty.
    pub description: String,
    /// Who produced the data.
    pub source: Option<String>,
    /// What readers must know besides.
    pub notes: Vec<String>,
    /// The site.
    pub site: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The licences of the data.
    pub licences: Vec<Licence>,
    /// The page on which the numbers stand, if the site's host is known.
    pub url: Option<String>,
    /// When the data last changed.
    pub updated: Option<PrintedDate>,
    /// The tag of the language of its words.
    pub language: String,
}

impl Colophon {
    /// What the files of a figure say of themselves.
    pub fn of_figure(page: &PageInputs, figure: &FigureInputs) -> Colophon {
        Colophon {
            name: figure.id.clone(),
            title: figure.title.clone(),
            description: figure.subtitle.clone(),
            source: figure.source.clone(),
            notes: figure.notes.clone(),
            site: page.site.title.clone(),
            publisher: page.site.publisher.clone(),
            licences: figure.licences.clone(),
            url: page
                .canonical
                .as_ref()
                .map(|page| format!("{page}#{}", figure.id)),
            updated: figure.updated.clone(),
            language: page.site.language.clone(),
        }
    }
}

/// The format of a file to take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileFormat {
    /// Numbers.
    Csv,
    /// Numbers behind a byte order mark, by which spreadsheet programs know the encoding.
    CsvWithMark,
    /// A workbook.
    Xlsx,
    /// Numbers with their words as JSON-stat 2.0.
    JsonStat,
    /// The description of a CSV file as CSV on the Web.
    Csvw,
    /// A drawing.
    Svg,
    /// A picture of a drawing.
    Png,
    /// All other files of the same numbers together.
    Zip,
    /// Outlines of areas.
    GeoJson,
    /// A citation for BibTeX.
    BibTex,
    /// A citation for reference managers.
    Ris,
    /// A citation for citation processors.
    CslJson,
    /// A calendar.
    Ics,
    /// A feed.
    Atom,
}

impl FileFormat {
    /// The formats of citations.
    pub const OF_CITATIONS: [FileFormat; 3] =
        [FileFormat::BibTex, FileFormat::Ris, FileFormat::CslJson];

    /// The formats of the numbers of a figure or dataset. Workbooks need the feature `xlsx` of the
    /// program.
    pub const OF_NUMBERS: &'static [FileFormat] = if cfg!(feature = "xlsx") {
        &[
            FileFormat::Csv,
            FileFormat::CsvWithMark,
            FileFormat::Xlsx,
            FileFormat::JsonStat,
            FileFormat::Csvw,
        ]
    } else {
        &[
            FileFormat::Csv,
            FileFormat::CsvWithMark,
            FileFormat::JsonStat,
            FileFormat::Csvw,
        ]
    };

    /// The formats in which a chart can be drawn. Pictures need the feature `png` of the program.
    pub const OF_DRAWINGS: &'static [FileFormat] = if cfg!(feature = "png") {
        &[FileFormat::Svg, FileFormat::Png]
    } else {
        &[FileFormat::Svg]
    };

    /// Every format that figures can have with the feature of the program that it needs.
    pub const OF_FIGURES: [(FileFormat, Option<&'static str>); 8] = [
        (FileFormat::Csv, None),
        (FileFormat::CsvWithMark, None),
        (FileFormat::Xlsx, Some("xlsx")),
        (FileFormat::JsonStat, None),
        (FileFormat::Csvw, None),
        (FileFormat::Svg, None),
        (FileFormat::Png, Some("png")),
        (FileFormat::Zip, None),
    ];

    /// Its name for readers.
    pub fn name(self) -> &'static str {
        match self {
            FileFormat::Csv | FileFormat::CsvWithMark => "CSV",
            FileFormat::Xlsx => "XLSX",
            FileFormat::JsonStat => "JSON-stat",
            FileFormat::Csvw => "CSVW",
            FileFormat::Svg => "SVG",
            FileFormat::Png => "PNG",
            FileFormat::Zip => "ZIP",
            FileFormat::GeoJson => "GeoJSON",
            FileFormat::BibTex => "BibTeX",
            FileFormat::Ris => "RIS",
            FileFormat::CslJson => "CSL-JSON",
            FileFormat::Ics => "ICS",
            FileFormat::Atom => "Atom",
        }
    }

    /// How the names of its files end, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            FileFormat::Csv => "csv",
            FileFormat::CsvWithMark => "excel.csv",
            FileFormat::Xlsx => "xlsx",
            FileFormat::JsonStat | FileFormat::CslJson => "json",
            // What CSV on the Web looks for beside a file with the ending `csv`.
            FileFormat::Csvw => "csv-metadata.json",
            FileFormat::Svg => "svg",
            FileFormat::Png => "png",
            FileFormat::Zip => "zip",
            FileFormat::GeoJson => "geojson",
            FileFormat::BibTex => "bib",
            FileFormat::Ris => "ris",
            FileFormat::Ics => "ics",
            FileFormat::Atom => "xml",
        }
    }

    /// Its media type (RFC 6838), as the registry of IANA has it.
    pub fn media_type(self) -> &'static str {
        match self {
            FileFormat::Csv | FileFormat::CsvWithMark => "text/csv",
            FileFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileFormat::JsonStat => "application/json",
            FileFormat::Csvw => "application/csvm+json",
            FileFormat::Svg => "image/svg+xml",
            FileFormat::Png => "image/png",
            FileFormat::Zip => "application/zip",
            FileFormat::GeoJson => "application/geo+json",
            FileFormat::BibTex => "application/x-bibtex",
            FileFormat::Ris => "application/x-research-info-systems",
            FileFormat::CslJson => "application/vnd.citationstyles.csl+json",
            FileFormat::Ics => "text/calendar",
            FileFormat::Atom => "application/atom+xml",
        }
    }

    /// What it is for: a key of the words under `download`; nothing for a format that goes without.
    pub fn purpose(self) -> Option<&'static str> {
        Some(match self {
            FileFormat::Csv => "download.csv",
            FileFormat::CsvWithMark => "download.csv_with_mark",
            FileFormat::Xlsx => "download.xlsx",
            FileFormat::JsonStat => "download.json_stat",
            FileFormat::Csvw => "download.csvw",
            FileFormat::Svg => "download.svg",
            FileFormat::Png => "download.png",
            FileFormat::Zip => "download.zip",
            FileFormat::GeoJson => "download.geojson",
            FileFormat::BibTex
            | FileFormat::Ris
            | FileFormat::CslJson
            | FileFormat::Ics
            | FileFormat::Atom => return None,
        })
    }
}
