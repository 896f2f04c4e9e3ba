//! The descriptor of all data: its file format, what it decides, and how it is published.

mod about;
mod check;
mod check_file;
mod check_form;
mod descriptor;
mod dialect;
mod entry;
mod field;
mod key;
mod missing;
mod package_file;
mod package_form;
mod published_file;
mod reader;
mod register_file;
mod resource;
mod resource_name;
mod revision_file;
mod schema_form;
mod size;

pub(super) use check::{CheckKind, SumCheck, Waiver};
pub(super) use descriptor::{Descriptor, FieldDescriptor, ResourceDescriptor, StatusList};
pub(super) use package_file::{CodeListFile, LicenceFile, OutlinesFile, without_mark};
pub use package_form::PACKAGE;
pub use published_file::{ForeignKey, PublishedFile, PublishedPackage};
pub use register_file::published_registers;
