//! "Did you mean": the candidate nearest to a wrong word.

/// The candidate most similar to `wrong`, if one is near enough to be meant. Case and Vietnamese
/// marks do not count, because they are what is most often lost.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(wrong);
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&folded, &fold(candidate)), candidate))
        .filter(|(similarity, _)| *similarity >= 0.75)
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}

/// The candidate of which `word` is a misspelling: one or two letters differ. For words that may
/// also be right as they are.
pub fn misspelt<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .find(|candidate| (1..=2).contains(&strsim::damerau_levenshtein(word, candidate)))
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
}
