//! The only writer of disk: a published tree and a spare beside it, exchanged atomically.
//!
//! A build writes into the spare, which holds the site before last, and only what differs. When
//! everything is written the two trees are exchanged in one step, so that a reader never sees
//! half a site and a killed build leaves the old one whole.

mod compare;
mod compress;
mod copy;
mod draft;
mod error;
mod exchange;
mod listing;
mod manifest_file;
mod place;
mod previous;
mod published;
mod spare;
mod state;

pub use compare::{DependencyKind, FilesDiff, Proof};
pub use compress::{COPIES, Compressing, compressed, is_copy, is_text};
pub use draft::{Draft, Written};
pub use error::WriteError;
pub use listing::{Listing, ListingDiff, listing};
pub use previous::{known_addresses, published_file};
pub use published::{is_as_left, is_list_untouched, is_untouched};
pub use state::StateFile;
