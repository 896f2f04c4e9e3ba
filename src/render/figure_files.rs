//! The files of a figure: numbers in every format, drawings, and all of them as one.

use super::Renderer;
use super::download::archive::archive;
use super::download::csv::{BYTE_ORDER_MARK, figure as figure_csv};
use super::download::export::Export;
use super::download::readme::{README, readme};
use super::download::{csvw_file, figure_package_file, worded_numbers};
use crate::chart::{self, StandaloneText};
use crate::config::{FileFormat, Holds};
use crate::locale::Locale;
use crate::site::{Colophon, FigureInputs, PageInputs};
use crate::table::Cube;

/// How many pixels a unit of a chart has, so that it is sharp on dense screens and in print.
const DENSITY: f32 = 2.0;

/// The name of a descriptor in an archive.
const DESCRIPTOR: &str = "datapackage.json";

impl Renderer<'_> {
    /// The files of a figure by their paths in the published tree; they are left empty where nothing is
    /// published.
    pub(super) fn figure_files(
        &self,
        page: &PageInputs,
        figure: &FigureInputs,
        locale: &Locale,
    ) -> Vec<(String, Vec<u8>)> {
        let paths = figure
            .downloads
            .iter()
            .map(|download| download.path.clone());
        if !self.makes_files {
            return paths.map(|path| (path, Vec::new())).collect();
        }
        let formats: Vec<FileFormat> = figure.downloads.iter().map(|d| d.format).collect();
        paths
            .zip(self.contents(page, figure, &formats, locale))
            .collect()
    }

    /// The content of a file of a figure in a format.
    pub(super) fn figure_file(
        &self,
        page: &PageInputs,
        figure: &FigureInputs,
        format: FileFormat,
        locale: &Locale,
    ) -> Option<Vec<u8>> {
        // An archive holds what the figure has besides.
        let formats: Vec<FileFormat> = match format {
            FileFormat::Zip => figure.downloads.iter().map(|d| d.format).collect(),
            format => vec![format],
        };
        self.contents(page, figure, &formats, locale).pop()
    }

    /// The content of a figure's file in each format; an archive comes last and holds the others.
    fn contents(
        &self,
        page: &PageInputs,
        figure: &FigureInputs,
        formats: &[FileFormat],
        locale: &Locale,
    ) -> Vec<Vec<u8>> {
        let cube = Cube::of_table(&figure.table);
        let colophon = Colophon::of_figure(page, figure);
        let export = Export {
            colophon: &colophon,
            cube: &cube,
            locale,
        };
        let csv = figure_csv(&cube);
        let is_drawn = formats
            .iter()
            .any(|format| format.holds() == Holds::Drawing);
        let svg = if is_drawn {
            self.svg(figure, locale)
        } else {
            None
        };
        let svg = svg.unwrap_or_default();
        let name = |format: FileFormat| format!("{}.{}", figure.id, format.ending());
        let csv_name = name(FileFormat::Csv);
        let mut contents: Vec<Vec<u8>> = Vec::with_capacity(formats.len());
        for format in formats {
            contents.push(match format.holds() {
                Holds::Numbers => match format {
                    FileFormat::Csv => csv.clone(),
                    FileFormat::CsvWithMark => [BYTE_ORDER_MARK, &csv].concat(),
                    _ => csvw_file::of_figure(&export, &csv_name),
                },
                Holds::WordedNumbers => worded_numbers(*format, &export),
                Holds::Drawing if *format == FileFormat::Png => self.png(&svg, DENSITY),
                Holds::Drawing => svg.as_bytes().to_vec(),
                Holds::All => {
                    let made = formats.iter().zip(&contents);
                    let made = made.map(|(format, content)| (name(*format), content.clone()));
                    let package = figure_package_file::figure_package(&export, &csv_name, &csv);
                    let package = (DESCRIPTOR.to_owned(), package);
                    let purposes = made_with(formats.iter().map(|f| (name(*f), *f)), &export);
                    let readme = (README.to_owned(), readme(&export, &purposes));
                    archive(
                        &[readme, package]
                            .into_iter()
                            .chain(made)
                            .collect::<Vec<_>>(),
                    )
                }
                Holds::Outlines | Holds::Citation | Holds::News => {
                    unreachable!("no figure has such a file")
                }
            });
        }
        contents
    }

    /// A chart as a file in a format of drawings.
    pub fn drawing(&self, figure: &FigureInputs, locale: &Locale, format: FileFormat) -> Vec<u8> {
        let svg = self.svg(figure, locale).unwrap_or_default();
        match format {
            FileFormat::Png => self.png(&svg, DENSITY),
            _ => svg.into_bytes(),
        }
    }

    /// A chart as a drawing that stands alone; nothing for a table.
    fn svg(&self, figure: &FigureInputs, locale: &Locale) -> Option<String> {
        let words = locale.words();
        let mut foot: Vec<String> = figure
            .notes
            .iter()
            .map(|note| format!("{}: {note}", words.get("figure.note")))
            .collect();
        if let Some(source) = &figure.source {
            foot.push(format!("{}: {source}", words.get("figure.source")));
        }
        let text = StandaloneText {
            id: &figure.id,
            title: &figure.title,
            subtitle: &figure.subtitle,
            foot: &foot,
            description: &figure.description,
        };
        let style = self.theme.chart_style();
        let spec = figure.chart.as_ref()?;
        Some(chart::draw_standalone(
            spec,
            &text,
            style,
            locale,
            &self.fonts,
        ))
    }

    #[cfg(feature = "png")]
    pub(super) fn png(&self, svg: &str, density: f32) -> Vec<u8> {
        self.painter.png(svg, density)
    }

    #[cfg(not(feature = "png"))]
    #[expect(clippy::unused_self, reason = "with the feature it is used")]
    pub(super) fn png(&self, _: &str, _: f32) -> Vec<u8> {
        unreachable!("without the feature no chart is offered as a picture")
    }
}

/// The files of an archive with what each is for, for its text: all but the archive itself.
pub(super) fn made_with(
    files: impl Iterator<Item = (String, FileFormat)>,
    export: &Export<'_>,
) -> Vec<(String, String)> {
    let words = export.locale.words();
    let mut described: Vec<(String, String)> = files
        .filter(|(_, format)| *format != FileFormat::Zip)
        .filter_map(|(name, format)| Some((name, words.get(format.purpose()?).to_owned())))
        .collect();
    described.push((
        DESCRIPTOR.to_owned(),
        words.get("download.package").to_owned(),
    ));
    described
}
