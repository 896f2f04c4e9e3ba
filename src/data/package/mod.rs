//! The descriptor of all data: its file format, what it decides, and how it is published.

mod about;
mod dialect;
mod field;
mod key;
mod missing;
mod package_file;
mod package_form;
mod published_file;
mod reader;
mod register_file;
mod register_form;
mod resource;
mod resource_name;
mod schema_form;
mod size;

pub use package_form::PACKAGE;
pub use published_file::{ForeignKey, PublishedFile, PublishedPackage};
pub use register_file::published_registers;
