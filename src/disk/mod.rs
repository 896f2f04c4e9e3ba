//! Files and folders below the formats: what a file is known by, and how it is opened safely.
//!
//! A site may come from strangers. Whatever the program keeps for itself is opened here, relative to a
//! folder that is already open, without following a link and without opening anything but a regular
//! file.

mod folder;
mod handle;
mod kind;
mod named;
mod regular;
mod stamp;
mod tree;
mod walk;

pub use folder::{Folder, Unfinished};
pub use regular::{open_regular, read_regular};
pub use stamp::Stamp;
pub use tree::split;
pub use walk::{follow, home};
