//! Checks over what was rendered: the last line of defence against a theme's mistakes.
//!
//! Links that authors write are checked where they are resolved; here every page is read as a
//! browser would find it.

mod check;
mod summary;
mod vanished;

pub use check::check;
pub use summary::PageSummary;
pub use vanished::report_vanished;
