//! The formats of files that a site publishes, one table of all of them.

/// How a file to take away is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileFormat {
    /// The numbers as plain text.
    Csv,
    /// The numbers as plain text that spreadsheet programs take for UTF-8.
    CsvWithMark,
    /// A workbook.
    Xlsx,
    /// The numbers for programs.
    JsonStat,
    /// What the columns of the plain text mean.
    Csvw,
    /// The drawing in lines.
    Svg,
    /// The drawing in pixels.
    Png,
    /// All files as one.
    Zip,
    /// Outlines of areas.
    GeoJson,
    /// A citation for `LaTeX`.
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

/// What files of a format hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The numbers of a figure or dataset, without words of a language.
    Numbers,
    /// The numbers of a figure or dataset with words of one language.
    WordedNumbers,
    /// The drawing of a chart.
    Drawing,
    /// All files of a figure or dataset.
    All,
    /// Outlines of areas.
    Outlines,
    /// A citation.
    Citation,
    /// Something about the whole site.
    News,
}

impl Holds {
    /// What a figure can leave beside its page.
    pub const OF_FIGURES: &[Holds] = &[
        Holds::Numbers,
        Holds::WordedNumbers,
        Holds::Drawing,
        Holds::All,
    ];
}

/// What is to be known of a format.
struct Facts {
    format: FileFormat,
    /// What readers call it.
    name: &'static str,
    /// Behind the name of a file.
    ending: &'static str,
    media_type: &'static str,
    holds: Holds,
    /// What it is for: a key of words.
    purpose: Option<&'static str>,
    /// Where it is described, for machines.
    specification: Option<&'static str>,
    /// The feature without which this program does not make it.
    feature: Option<&'static str>,
}

/// The media types of workbooks and of citations for processors.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSL: &str = "application/vnd.citationstyles.csl+json";

/// Where CSV is described.
const RFC_4180: Option<&str> = Some("https://www.rfc-editor.org/rfc/rfc4180");

const fn facts(
    format: FileFormat,
    name: &'static str,
    ending: &'static str,
    media_type: &'static str,
    holds: Holds,
) -> Facts {
    Facts {
        format,
        name,
        ending,
        media_type,
        holds,
        purpose: None,
        specification: None,
        feature: None,
    }
}

/// Every format, in the order of [`FileFormat`], which is that in which readers are offered them.
const FORMATS: [Facts; 14] = [
    Facts {
        purpose: Some("download.csv"),
        specification: RFC_4180,
        ..facts(FileFormat::Csv, "CSV", "csv", "text/csv", Holds::Numbers)
    },
    Facts {
        purpose: Some("download.csv_with_mark"),
        specification: RFC_4180,
        ..facts(
            FileFormat::CsvWithMark,
            "CSV",
            "excel.csv",
            "text/csv",
            Holds::Numbers,
        )
    },
    Facts {
        purpose: Some("download.xlsx"),
        feature: Some("xlsx"),
        ..facts(
            FileFormat::Xlsx,
            "XLSX",
            "xlsx",
            WORKBOOK,
            Holds::WordedNumbers,
        )
    },
    Facts {
        purpose: Some("download.json_stat"),
        specification: Some("https://json-stat.org/full/"),
        ..facts(
            FileFormat::JsonStat,
            "JSON-stat",
            "json",
            "application/json",
            Holds::WordedNumbers,
        )
    },
    Facts {
        purpose: Some("download.csvw"),
        specification: Some("https://www.w3.org/TR/tabular-metadata/"),
        // What CSV on the Web looks for beside a file with the ending `csv`.
        ..facts(
            FileFormat::Csvw,
            "CSVW",
            "csv-metadata.json",
            "application/csvm+json",
            Holds::Numbers,
        )
    },
    Facts {
        purpose: Some("download.svg"),
        ..facts(
            FileFormat::Svg,
            "SVG",
            "svg",
            "image/svg+xml",
            Holds::Drawing,
        )
    },
    Facts {
        purpose: Some("download.png"),
        feature: Some("png"),
        ..facts(FileFormat::Png, "PNG", "png", "image/png", Holds::Drawing)
    },
    Facts {
        purpose: Some("download.zip"),
        ..facts(FileFormat::Zip, "ZIP", "zip", "application/zip", Holds::All)
    },
    Facts {
        purpose: Some("download.geojson"),
        ..facts(
            FileFormat::GeoJson,
            "GeoJSON",
            "geojson",
            "application/geo+json",
            Holds::Outlines,
        )
    },
    facts(
        FileFormat::BibTex,
        "BibTeX",
        "bib",
        "application/x-bibtex",
        Holds::Citation,
    ),
    facts(
        FileFormat::Ris,
        "RIS",
        "ris",
        "application/x-research-info-systems",
        Holds::Citation,
    ),
    facts(
        FileFormat::CslJson,
        "CSL-JSON",
        "json",
        CSL,
        Holds::Citation,
    ),
    facts(FileFormat::Ics, "ICS", "ics", "text/calendar", Holds::News),
    facts(
        FileFormat::Atom,
        "Atom",
        "xml",
        "application/atom+xml",
        Holds::News,
    ),
];

impl FileFormat {
    fn facts(self) -> &'static Facts {
        &FORMATS[self as usize]
    }

    /// The formats of files that hold something, in the order in which readers are offered them, those
    /// too that this program was built without.
    pub fn holding(holds: &'static [Holds]) -> impl Iterator<Item = FileFormat> + Clone {
        let formats = FORMATS.iter().filter(|facts| holds.contains(&facts.holds));
        formats.map(|facts| facts.format)
    }

    /// What files of the format hold.
    pub fn holds(self) -> Holds {
        self.facts().holds
    }

    /// Whether this program was built so that it makes the format.
    pub fn is_made(self) -> bool {
        match self.feature() {
            None => true,
            Some("xlsx") => cfg!(feature = "xlsx"),
            Some("png") => cfg!(feature = "png"),
            Some(_) => false,
        }
    }

    /// The feature without which this program does not make the format.
    pub fn feature(self) -> Option<&'static str> {
        self.facts().feature
    }

    /// What readers call the format.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// What stands behind the name of a file and a dot.
    pub fn ending(self) -> &'static str {
        self.facts().ending
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        self.facts().media_type
    }

    /// What the format is for: a key of words.
    pub fn purpose(self) -> Option<&'static str> {
        self.facts().purpose
    }

    /// Where the format is described.
    pub fn specification(self) -> Option<&'static str> {
        self.facts().specification
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_stands_in_its_place() {
        for (position, facts) in FORMATS.iter().enumerate() {
            assert_eq!(facts.format as usize, position, "{}", facts.name);
        }
    }
}
