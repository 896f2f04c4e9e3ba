//! The files and the page that belong to a figure, and their addresses, which stay the same as long
//! as page and figure keep their names.

use super::address::Address;
use super::inputs::{Download, EmbedInputs, FileFormat};
use crate::config::BaseUrl;
use crate::content::{BlockKind, FigureBlock};

/// The files of a figure: its numbers, and a chart's drawings.
pub(super) fn downloads(
    page: &Address,
    id: &str,
    is_chart: bool,
    base_url: &BaseUrl,
) -> Vec<Download> {
    formats(is_chart)
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
pub(super) fn embed(page: &Address, id: &str, base_url: &BaseUrl) -> EmbedInputs {
    let address = embed_address(page, id);
    EmbedInputs {
        address: address.as_str().to_owned(),
        path: address.output_path(),
        src: address
            .absolute(base_url)
            .unwrap_or_else(|| address.href(base_url)),
        figure_href: format!("{}#{id}", page.href(base_url)),
    }
}

/// Everything that a figure publishes beside its page.
pub(super) fn addresses(page: &Address, block: &FigureBlock) -> Vec<Address> {
    let (id, is_chart) = (&block.id.text, block.kind == BlockKind::Chart);
    let files = formats(is_chart).map(|format| file(page, id, format));
    let embed = is_chart.then(|| embed_address(page, id));
    files.chain(embed).collect()
}

fn formats(is_chart: bool) -> impl Iterator<Item = FileFormat> {
    let drawings = if is_chart {
        FileFormat::OF_DRAWINGS
    } else {
        &[]
    };
    [FileFormat::Csv]
        .into_iter()
        .chain(drawings.iter().copied())
}

fn file(page: &Address, id: &str, format: FileFormat) -> Address {
    page.join(&format!("{id}.{}", format.ending()))
}

fn embed_address(page: &Address, id: &str) -> Address {
    page.join(&format!("{id}.embed/"))
}
