//! Files to take away, one format a file of its own, each giving bytes.

pub mod api_file;
pub(super) mod archive;
pub(super) mod atom;
pub(super) mod calendar;
pub mod catalogue;
pub(super) mod citation;
mod csl_file;
pub mod csv;
pub(super) mod csvw_file;
pub(super) mod export;
pub(super) mod figure_package_file;
pub mod finder_file;
#[cfg(feature = "search")]
pub mod full_text;
mod graph;
mod graph_file;
pub mod host_file;
mod json_stat_file;
pub mod package;
#[cfg(feature = "png")]
pub(super) mod png;
pub(super) mod readme;
pub mod sitemap;
pub(super) mod svg_style;
#[cfg(feature = "xlsx")]
mod xlsx;

use crate::config::FileFormat;
use export::Export;

/// The numbers of a figure or dataset, in a format with words of one language.
pub(super) fn worded_numbers(format: FileFormat, export: &Export<'_>) -> Vec<u8> {
    match format {
        FileFormat::JsonStat => json_stat_file::json_stat(export),
        #[cfg(feature = "xlsx")]
        FileFormat::Xlsx => xlsx::workbook(export),
        _ => unreachable!("no site offers a format that this program does not make"),
    }
}
