//! What an editor is told of a text that builds and would still serve readers badly. Each rule can be
//! waived with a reason in the front matter.

use std::collections::BTreeSet;
use std::ops::Range;

use super::document::FrontMatter;
use crate::diag::{Code, Diagnostic, Report, Span};
use crate::locale::{Language, Locale};

/// The rules that a document can waive.
pub const EDITORIAL_RULES: [Code; 9] = [
    Code::HeadingOrder,
    Code::LongTitle,
    Code::MissingAlternative,
    Code::MissingSource,
    Code::MissingSummary,
    Code::MissingUnit,
    Code::PhraseWithoutLanguage,
    Code::TypedNumber,
    Code::VagueLink,
];

/// Those of them that need the data or the printed text, and are held elsewhere.
const HELD_ELSEWHERE: [Code; 4] = [
    Code::LongTitle,
    Code::MissingSource,
    Code::MissingUnit,
    Code::TypedNumber,
];

/// How many words may stand between two of another language for both to be one phrase.
const MOST_BETWEEN: usize = 2;

/// What the rules need to know of a language, and what the site allows.
#[derive(Debug)]
pub(super) struct Rules {
    /// The language of the text.
    pub(super) language: Language,
    /// The letters that words of the language are written with, besides a to z.
    letters: BTreeSet<char>,
    /// Words of links that say nothing of where they lead.
    vague: Vec<String>,
    /// Whether raw HTML is published.
    pub(super) allows_html: bool,
}

/// Something that an editor is told of.
pub(super) struct Finding {
    pub(super) code: Code,
    /// Its place, in bytes of the file.
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) hint: String,
}

impl Rules {
    pub(super) fn new(locale: &Locale, allows_html: bool) -> Rules {
        let words = locale.words();
        let vague = words.get("editorial.vague_links").split('|');
        Rules {
            language: locale.language().clone(),
            letters: words.get("editorial.letters").chars().collect(),
            vague: vague.map(str::to_owned).collect(),
            allows_html,
        }
    }

    /// Whether the words of a link say nothing of where it leads.
    pub(super) fn is_vague(&self, words: &str) -> bool {
        let plain = words.trim_matches(|sign: char| !sign.is_alphanumeric());
        let plain = plain.to_lowercase();
        plain.is_empty() || self.vague.contains(&plain)
    }

    /// Phrases with letters that the language does not write. Names begin with a capital and may be
    /// written as everywhere (WCAG 2.2, 3.1.2).
    pub(super) fn foreign_phrases(&self, text: &str) -> Vec<Range<usize>> {
        let mut phrases: Vec<Range<usize>> = Vec::new();
        // Words with marks that both languages may write belong to the phrase that they touch.
        let mut marked: Option<usize> = None;
        let mut between = 0;
        for word in words(text) {
            let letters = &text[word.clone()];
            let is_marked = letters.starts_with(char::is_lowercase) && !letters.is_ascii();
            match phrases.last_mut() {
                Some(last) if is_marked && between == 0 => last.end = word.end,
                Some(last) if self.is_foreign(letters) && between <= MOST_BETWEEN => {
                    last.end = word.end;
                    between = 0;
                }
                _ if self.is_foreign(letters) => {
                    phrases.push(marked.unwrap_or(word.start)..word.end);
                    between = 0;
                }
                _ => {
                    marked = is_marked.then(|| marked.unwrap_or(word.start));
                    between += 1;
                }
            }
        }
        phrases
    }

    fn is_foreign(&self, word: &str) -> bool {
        let is_known = |letter: char| letter.is_ascii() || self.letters.contains(&letter);
        word.starts_with(char::is_lowercase)
            && word.chars().any(|c| c.is_alphabetic() && !is_known(c))
    }
}

/// The words of a text, by their places.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let rest = &text[start..];
        let length = rest.find(|c: char| !c.is_alphanumeric());
        let end = length.map_or(text.len(), |length| start + length);
        at = end;
        Some(start..end)
    })
}

/// Reports what was found and is not waived, and waivers of nothing.
pub(super) fn report(
    mut findings: Vec<Finding>,
    front: &FrontMatter,
    beginning: Span,
    report: &mut Report,
) {
    if front.summary.is_none() {
        findings.push(Finding {
            code: Code::MissingSummary,
            span: beginning,
            message: "the page has no summary".to_owned(),
            hint: "add `summary = \"…\"`: lists and search results show it below the title"
                .to_owned(),
        });
    }
    for waiver in &front.waive {
        let known = EDITORIAL_RULES
            .iter()
            .find(|code| code.name() == waiver.rule.text);
        let place = waiver.rule.span.location();
        let names = EDITORIAL_RULES.map(Code::name);
        match known {
            None => report.push(
                Diagnostic::error(
                    Code::BadFrontMatter,
                    format!(
                        "`{}` is no rule that a document can waive",
                        waiver.rule.text
                    ),
                )
                .at(place)
                .expected(format!("one of {}", names.join(", ")))
                .did_you_mean(&waiver.rule.text, names),
            ),
            Some(code) if HELD_ELSEWHERE.contains(code) => {}
            Some(code) if !findings.iter().any(|found| found.code == *code) => {
                report.push(idle_waiver(&waiver.rule.text).at(place));
            }
            Some(_) => {}
        }
    }
    for found in findings {
        if !front.waives(found.code) {
            report.push(finding(found.code, &found.message, found.hint).at(found.span));
        }
    }
}

/// What an editor is told, with the way to waive it; it has no place.
pub fn finding(code: Code, message: &str, hint: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(code, message).hint(hint).hint(format!(
        "or waive it in the front matter: `waive = {{ {code} = \"why\" }}`"
    ))
}

/// A waiver of nothing; it has no place.
pub fn idle_waiver(rule: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::UnusedWaiver,
        format!("`{rule}` is waived, and the document keeps it"),
    )
    .hint("remove the waiver")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules {
            language: Language::parse("en").expect("a tag"),
            letters: "éï".chars().collect(),
            vague: vec!["here".to_owned()],
            allows_html: false,
        }
    }

    #[test]
    fn phrases_are_found_and_names_are_not() {
        let found = |text: &'static str| -> Vec<&str> {
            let phrases = rules().foreign_phrases(text);
            phrases.into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(
            found("In Hải Dương and Thanh Miện, café and naïve"),
            [""; 0]
        );
        assert_eq!(
            found("the kết nạp đảng viên of 2023"),
            ["kết nạp đảng viên"]
        );
        assert_eq!(
            found("a chỉ tiêu for every one of the cấp ủy"),
            ["chỉ tiêu", "cấp ủy"]
        );
        assert_eq!(found("Quy chế số 60"), ["chế số"]);
        assert_eq!(found("an hé tiêu chỉ tiêu here"), ["hé tiêu chỉ tiêu"]);
    }

    #[test]
    fn links_that_say_nothing_are_vague() {
        for words in ["here", " Here. ", "→", ""] {
            assert!(rules().is_vague(words), "{words}");
        }
        assert!(!rules().is_vague("the wells here"));
    }
}
