//! Marks and words of statuses.

use super::Locale;
use crate::stats::Status;

impl Locale {
    /// The mark of a status in tables, such as `[x]`.
    pub fn status_mark(&self, status: Status) -> &str {
        self.words.get(&format!("status.{}.mark", status.name()))
    }

    /// The words of a status, such as `not available`.
    pub fn status_word(&self, status: Status) -> &str {
        self.words.get(&format!("status.{}.word", status.name()))
    }
}
