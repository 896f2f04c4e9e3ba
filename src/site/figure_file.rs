//! The files and the page that belong to a figure, and their addresses, which stay the same as long
//! as page and figure keep their names.

use super::address::Address;
use super::card::CARD;
use super::format_limit::holds_figure;
use super::inputs::{Download, EmbedInputs};
use crate::config::{BaseUrl, FileFormat, Holds};
use crate::content::{BlockKind, Document, FigureBlock};
use crate::diag::{Code, Diagnostic, Report};
use crate::stats::Date;
use crate::table::TableSpec;

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
    /// for every code have numbers and drawings, because everything else takes longer than the pages.
    pub(super) fn of(document: &Document, base: Option<&Document>) -> FigureFiles {
        let front = &base.unwrap_or(document).front;
        let wants = |word: &str| match &front.files {
            Some(files) => files.iter().any(|file| file.text == word),
            None => front.each.is_none() || word == FileFormat::Svg.ending(),
        };
        let formats = FileFormat::holding(Holds::OF_FIGURES).filter(|format| format.is_made());
        let is_wanted = |format: &FileFormat| *format == FileFormat::Csv || wants(format.ending());
        FigureFiles {
            formats: formats.filter(is_wanted).collect(),
            with_embed: wants(EMBED),
        }
    }

    /// The files of a figure: its numbers as far as the formats hold them, and a chart's drawings. The day of its data tells those apart
    /// that a reader keeps.
    pub(super) fn downloads(
        &self,
        page: &Address,
        id: &str,
        is_chart: bool,
        edition: Option<Date>,
        table: &TableSpec,
        base_url: &BaseUrl,
    ) -> Vec<Download> {
        let name = (name_of(page, id), edition);
        self.formats(is_chart)
            .filter(|format| holds_figure(*format, table))
            .map(|format| Download::new(format, &file(page, id, format), &name, base_url))
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
        formats.filter(move |format| is_chart || format.holds() != Holds::Drawing)
    }
}

/// Reports what a document asks for and figures do not have, or this program does not make.
pub(super) fn report_unknown(document: &Document, report: &mut Report) {
    let formats = FileFormat::holding(Holds::OF_FIGURES);
    // A card is a picture too.
    let known: Vec<(&str, Option<FileFormat>)> = formats
        .map(|format| (format.ending(), Some(format)))
        .chain([(CARD, Some(FileFormat::Png)), (EMBED, None)])
        .collect();
    for file in document.front.files.iter().flatten() {
        let place = file.span.location();
        match known.iter().find(|(word, _)| *word == file.text) {
            None => {
                let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
                report.push(
                    Diagnostic::error(
                        Code::BadFrontMatter,
                        format!("figures have no file `{}`", file.text),
                    )
                    .at(place)
                    .expected(format!("some of {}", words.join(", ")))
                    .did_you_mean(&file.text, words.iter().copied()),
                );
            }
            Some((word, Some(made))) if !made.is_made() => {
                let feature = made.feature().unwrap_or_default();
                report.push(
                Diagnostic::error(
                    Code::BadFrontMatter,
                    format!("this program makes no file `{word}`: it was built without the feature `{feature}`"),
                )
                .at(place)
                .hint(format!("build it with `cargo build --release --features {feature}`")),
                );
            }
            Some(_) => {}
        }
    }
}

/// What a reader's files of a figure are called: after the page, because ids are short.
fn name_of(page: &Address, id: &str) -> String {
    let path = page.as_str().trim_end_matches('/').replace('/', "-");
    if path.is_empty() {
        id.to_owned()
    } else {
        format!("{path}-{id}")
    }
}

fn file(page: &Address, id: &str, format: FileFormat) -> Address {
    page.join(&format!("{id}.{}", format.ending()))
}

fn embed_address(page: &Address, id: &str) -> Address {
    page.join(&format!("{id}.embed/"))
}
