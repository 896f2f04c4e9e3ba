//! The descriptor of all data: its file format, what it decides, and how it is published.

mod about;
mod check;
mod check_file;
mod descriptor;
mod dialect;
mod entry;
mod field;
mod key;
mod missing;
mod package_file;
mod published_file;
mod reader;
mod register_file;
mod resource;
mod resource_name;
mod revision_file;
mod size;

pub(super) use check::{CheckKind, SumCheck, Waiver};
pub(super) use descriptor::{Descriptor, FieldDescriptor, ResourceDescriptor, StatusList};
pub(super) use package_file::{CodeListFile, LicenceFile, OutlinesFile, syntax_error};
pub use published_file::{ForeignKey, PublishedFile, PublishedPackage};
pub use register_file::published_registers;
