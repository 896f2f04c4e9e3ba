//! Files to take away, one format a file of its own, each giving bytes.

pub(super) mod calendar;
pub(super) mod citation;
mod csl_file;
pub mod csv;
pub mod host_file;
pub mod package;
#[cfg(feature = "png")]
pub(super) mod png;
pub(super) mod svg_style;
