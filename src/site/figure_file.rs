//! The files and the page that belong to a figure, and their addresses, which stay the same as long
//! as page and figure keep their names.

use super::address::Address;
use super::inputs::{Download, EmbedInputs, FileFormat};
use crate::config::BaseUrl;
use crate::content::{BlockKind, Document, FigureBlock};
use crate::diag::{Code, Diagnostic, Report};

/// The word for the page of a chart for the pages of others.
const EMBED: &str = "embed";

/// What a figure leaves beside its page.
#[derive(Clone, Debug)]
pub(super) struct FigureFiles {
    /// The formats of its files; the numbers are always there and come first.
    formats: Vec<FileFormat>,
    /// Whether a chart has a page for the pages of others.
    with_embed: bool,
}

impl FigureFiles {
    /// What a document asks for, or the one that it translates. A page of its own has all; pages
    /// for every code have numbers and drawings, because pictures take longer than the pages.
    pub(super) fn of(document: &Document, base: Option<&Document>) -> FigureFiles {
        let front = &base.unwrap_or(document).front;
        let wants = |word: &str| match &front.files {
            Some(files) => files.iter().any(|file| file.text == word),
            None => front.each.is_none() || word == FileFormat::Svg.ending(),
        };
        let drawings = FileFormat::OF_DRAWINGS.iter().copied();
        let drawings = drawings.filter(|format| wants(format.ending()));
        FigureFiles {
            formats: [FileFormat::Csv].into_iter().chain(drawings).collect(),
            with_embed: wants(EMBED),
        }
    }

    /// The files of a figure: its numbers, and a chart's drawings.
    pub(super) fn downloads(
        &self,
        page: &Address,
        id: &str,
        is_chart: bool,
        base_url: &BaseUrl,
    ) -> Vec<Download> {
        self.formats(is_chart)
            .map(|format| {
                let file = file(page, id, format);
                Download {
                    format,
                    href: file.href(base_url),
                    path: file.output_path(),
                }
            })
            .collect()
    }

    /// The page of a chart for the pages of others.
    pub(super) fn embed(
        &self,
        page: &Address,
        id: &str,
        base_url: &BaseUrl,
    ) -> Option<EmbedInputs> {
        let address = embed_address(page, id);
        self.with_embed.then(|| EmbedInputs {
            address: address.as_str().to_owned(),
            path: address.output_path(),
            src: address
                .absolute(base_url)
                .unwrap_or_else(|| address.href(base_url)),
            figure_href: format!("{}#{id}", page.href(base_url)),
        })
    }

    /// Everything that a figure publishes beside its page.
    pub(super) fn addresses(&self, page: &Address, block: &FigureBlock) -> Vec<Address> {
        let (id, is_chart) = (&block.id.text, block.kind == BlockKind::Chart);
        let files = self.formats(is_chart).map(|format| file(page, id, format));
        let embed = (is_chart && self.with_embed).then(|| embed_address(page, id));
        files.chain(embed).collect()
    }

    fn formats(&self, is_chart: bool) -> impl Iterator<Item = FileFormat> {
        let formats = self.formats.iter().copied();
        formats.filter(move |format| is_chart || *format == FileFormat::Csv)
    }
}

/// Reports what a document asks for and figures do not have.
pub(super) fn report_unknown(document: &Document, report: &mut Report) {
    let known: Vec<&str> = [FileFormat::Csv, FileFormat::Svg, FileFormat::Png]
        .into_iter()
        .map(FileFormat::ending)
        .chain([EMBED])
        .collect();
    let files = document.front.files.iter().flatten();
    for file in files.filter(|file| !known.contains(&file.text.as_str())) {
        report.push(
            Diagnostic::error(
                Code::BadFrontMatter,
                format!("figures have no file `{}`", file.text),
            )
            .at(document.source.location(file.span.clone()))
            .expected(format!("some of {}", known.join(", ")))
            .did_you_mean(&file.text, known.iter().copied()),
        );
    }
}

fn file(page: &Address, id: &str, format: FileFormat) -> Address {
    page.join(&format!("{id}.{}", format.ending()))
}

fn embed_address(page: &Address, id: &str) -> Address {
    page.join(&format!("{id}.embed/"))
}
