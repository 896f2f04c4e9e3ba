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

    /// A text with words in the places of marks, for those who listen: `12 [p]` becomes
    /// `12 (provisional)`, and a mark that its word follows is left out.
    pub fn spoken(&self, text: &str) -> String {
        if !text.contains('[') {
            return text.to_owned();
        }
        let mut spoken = text.to_owned();
        for status in Status::ALL {
            let (mark, word) = (self.status_mark(status), self.status_word(status));
            if spoken.contains(mark) {
                let doubled = format!("{mark} {word}");
                spoken = spoken.replace(&doubled, word);
                spoken = spoken.replace(mark, &format!("({word})"));
            }
        }
        // Two marks of one number are one bracket.
        spoken.replace(") (", ", ").replace(")(", ", ")
    }
}
