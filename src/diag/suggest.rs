//! "Did you mean": the candidate nearest to a wrong word.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::limits::{SUGGESTED_LETTERS, SUGGESTION_WORK};

/// What of the work of a run is done.
static DONE: AtomicUsize = AtomicUsize::new(0);

/// What a comparison takes besides comparing letters, in pairs of letters.
const FIXED_WORK: usize = 50;

/// Begins a run: its first mistakes get suggestions whatever the runs before took. Where a run has so
/// many mistakes that some get none, which ones depends on its threads; what is published never does.
pub fn renew_suggestions() {
    DONE.store(0, Ordering::Relaxed);
}

/// The candidate most similar to `wrong`, if one is near enough to be meant. Case and Vietnamese
/// marks do not count, because they are what is most often lost. Nothing for a word that is too long to
/// be one, and nothing once a run has looked for very many.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if !may_look(wrong) {
        return None;
    }
    let folded = fold(wrong);
    candidates
        .into_iter()
        .take_while(|candidate| may_compare(wrong, candidate))
        .filter(|candidate| candidate.len() <= SUGGESTED_LETTERS)
        .map(|candidate| (strsim::jaro_winkler(&folded, &fold(candidate)), candidate))
        .filter(|(similarity, _)| *similarity >= 0.75)
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}

/// The candidate of which `word` is a misspelling: one or two letters differ. For words that may
/// also be right as they are.
pub fn misspelt<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if !may_look(word) {
        return None;
    }
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 8)
        .take_while(|candidate| may_compare(word, candidate))
        .find(|candidate| (1..=2).contains(&strsim::damerau_levenshtein(word, candidate)))
}

fn may_look(word: &str) -> bool {
    word.len() <= SUGGESTED_LETTERS && DONE.load(Ordering::Relaxed) < SUGGESTION_WORK
}

/// Whether there is time for one more comparison, whose work is counted.
fn may_compare(word: &str, candidate: &str) -> bool {
    let letters = word.len() * candidate.len().min(SUGGESTED_LETTERS);
    DONE.fetch_add(FIXED_WORK + letters, Ordering::Relaxed) < SUGGESTION_WORK
}

fn fold(text: &str) -> String {
    any_ascii::any_ascii(text).to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant_and_nothing_far_off() {
        let codes = ["thanh-mien", "thanh-ha", "hai-duong"];
        assert_eq!(nearest("thanh-mein", codes), Some("thanh-mien"));
        assert_eq!(nearest("Thanh Miện", codes), Some("thanh-mien"));
        assert_eq!(nearest("xyz", codes), None);
    }

    #[test]
    fn what_is_no_word_is_not_looked_for() {
        let long = "a".repeat(SUGGESTED_LETTERS + 1);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        assert_eq!(nearest("aaaa", [long.as_str(), "aaab"]), Some("aaab"));
    }
}
