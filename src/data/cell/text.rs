//! The texts of cells: their letters, the space around them, and what a spreadsheet would do with
//! them.

use icu_normalizer::ComposingNormalizerBorrowed;

use super::shown;
use crate::data::cell::FieldDescriptor;
use crate::diag::limits::WORD_BYTES;
use crate::diag::{Code, Diagnostic};
use crate::markup::is_unprintable;

/// What a text is for: keys are compared letter by letter, so that more is asked of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum Role {
    Key,
    /// The name of a code, or its level: readers see it many times on a page.
    Name,
    Attribute,
}

/// What is done with texts that a spreadsheet would take for a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum Formulas {
    /// They are an error.
    Refused,
    /// They are published behind an apostrophe, which keeps them from being computed.
    Escaped,
    /// They stand in the file behind an apostrophe, as they are published.
    Unescaped,
}

/// What a cell of a text column becomes.
#[derive(Clone, Debug, Default)]
pub(in crate::data) struct CheckedText {
    /// The plain form; `None` for a missing cell.
    pub(in crate::data) text: Option<String>,
    /// What is wrong with it.
    pub(in crate::data) problems: Vec<Diagnostic>,
    /// Whether letters stood in the file in pieces, as a letter and its marks.
    pub(in crate::data) was_decomposed: bool,
}

/// Checks a cell that is not of a measure.
pub(in crate::data) fn checked_text(
    raw: &[u8],
    field: &FieldDescriptor,
    role: Role,
) -> CheckedText {
    let mut checked = CheckedText::default();
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text,
        Err(error) => {
            let byte = raw[error.valid_up_to()];
            let message = format!("byte 0x{byte:02X} is not UTF-8");
            checked
                .problems
                .push(Diagnostic::error(Code::BadUtf8, message).expected("UTF-8"));
            return checked;
        }
    };
    if field.missing.holds(text) {
        if role == Role::Key {
            checked.problems.push(
                Diagnostic::error(Code::WrongType, format!("`{}` is blank", field.name))
                    .expected("a value: the field is part of the key"),
            );
        } else if field.constraints.required {
            checked.problems.push(
                Diagnostic::error(Code::BrokenConstraint, format!("`{}` is blank", field.name))
                    .expected("a value: the field is required"),
            );
        }
        return checked;
    }
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    checked.was_decomposed = composed != text;
    let mut text = composed.as_ref();
    checked.problems.extend(untidy(text, field, role));
    if role != Role::Attribute && text.len() > WORD_BYTES {
        let message = format!(
            "`{}` in `{}` has {} bytes; {WORD_BYTES} is the most for a code or a name",
            shown(text),
            field.name,
            text.len()
        );
        checked
            .problems
            .push(Diagnostic::error(Code::TooLarge, message));
    }
    if field.formulas == Formulas::Unescaped
        && let Some(behind) = text.strip_prefix('\'').filter(|_| needs_escape(text))
    {
        text = behind;
    } else if field.kind.is_text() && is_formula(text) && field.formulas == Formulas::Refused {
        checked.problems.push(formula(text, field));
    }
    if field.kind.is_text() && hides_formula(text) {
        checked.problems.push(hidden_formula(text, field));
    }
    match field.kind.plain(text) {
        Ok(plain) => {
            let constraints = field.constraints.check(&plain, field);
            checked.problems.extend(constraints.err());
            checked.text = Some(plain.into_owned());
        }
        Err(expected) => {
            let message = format!(
                "`{}` in `{}` is not {}",
                shown(text),
                field.name,
                expected.what
            );
            let diagnostic = Diagnostic::error(Code::WrongType, message).expected(expected.form);
            // A text with space around it is reported once.
            if checked.problems.is_empty() {
                checked.problems.push(match expected.hint {
                    Some(hint) => diagnostic.hint(hint),
                    None => diagnostic,
                });
            }
        }
    }
    checked
}

/// Letters that nobody sees or that a program put there. In a key they are errors: two keys that
/// differ by them look the same to every reader.
fn untidy(text: &str, field: &FieldDescriptor, role: Role) -> Option<Diagnostic> {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    if let Some(control) = text.chars().find(|c| is_unprintable(*c)) {
        return Some(
            Diagnostic::error(
                Code::BadUtf8,
                format!(
                    "the control character 0x{:02X} has no place in a text",
                    u32::from(control)
                ),
            )
            .hint("the file may be UTF-16 or damaged; save it as UTF-8"),
        );
    }
    let (what, hint) = if text.contains('\u{FFFD}') {
        (
            "holds U+FFFD, which stands for a lost letter",
            "an earlier program read the file in the wrong encoding; go back to its source",
        )
    } else if text.trim() != text {
        ("begins or ends with a space", "delete the space")
    } else if text.contains(['\u{A0}', '\u{202F}']) {
        ("holds a non-breaking space", "write a plain space")
    } else if text.contains(|c| {
        matches!(
            c,
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'
        )
    }) {
        ("holds an invisible character", "type the text anew")
    } else if is_in_smart_quotes(text) || (role == Role::Key && text.contains(is_smart_quote)) {
        (
            "holds typographic quotes",
            "write plain quotes around a cell, and none in a code",
        )
    } else {
        return None;
    };
    let message = format!("`{}` in `{}` {what}", shown(text), field.name);
    Some(match role {
        Role::Key => Diagnostic::error(Code::UntidyText, message).hint(hint),
        Role::Attribute | Role::Name => Diagnostic::warning(Code::UntidyText, message).hint(hint),
    })
}

fn is_smart_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»')
}

/// Typographic quotes around the whole text: a word processor made them of plain ones.
fn is_in_smart_quotes(text: &str) -> bool {
    let inside = text.trim_matches(is_smart_quote);
    text.starts_with(is_smart_quote)
        && text.ends_with(is_smart_quote)
        && !inside.contains(is_smart_quote)
}

/// What a formula begins with. East Asian spreadsheets read the wide signs as the narrow ones.
const FORMULA_SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would compute a part of a text in a CSV: it splits cells at `;` where lists are
/// written with it, or at tabs and line breaks, even within quotes, and finds a formula behind.
///
/// An apostrophe before the whole text would not help against that.
pub(in crate::data) fn hides_formula(text: &str) -> bool {
    text.match_indices([';', '\t', '\n', '\r'])
        .any(|(at, sign)| {
            let behind = &text[at + sign.len()..];
            let part = behind.split([';', '\t', '\n', '\r']).next();
            let part = part.unwrap_or(behind).trim_start_matches('"');
            // A line of a list begins with such a sign too; one that calls a program has a bar.
            let begins_line = matches!(sign, "\n" | "\r");
            let is_of_list = part.starts_with("- ") || part.starts_with("+ ");
            is_formula(part) && !(begins_line && is_of_list && !part.contains('|'))
        })
}

/// Whether a spreadsheet would compute a text in a CSV: it begins with `=`, `+`, `-`, `@`, a wide form of
/// these, or a tab, and more follows (OWASP, CSV injection).
pub(in crate::data) fn is_formula(text: &str) -> bool {
    text.chars().nth(1).is_some() && text.starts_with(FORMULA_SIGNS)
}

fn needs_escape(text: &str) -> bool {
    is_formula(text.trim_start_matches('\''))
}

/// A text as it is published: behind an apostrophe where a spreadsheet would compute it.
///
/// A text that has apostrophes before a formula gets one more, so that taking one away always gives
/// back the text.
pub fn escaped(text: &str) -> String {
    if needs_escape(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn formula(text: &str, field: &FieldDescriptor) -> Diagnostic {
    Diagnostic::error(
        Code::FormulaInText,
        format!(
            "a spreadsheet would compute `{}` in `{}`",
            shown(text),
            field.name
        ),
    )
    .expected("a text that does not begin with `=`, `+`, `-`, `@` or a tab")
    .hint("begin it with a letter, or add `\"yearbook\": { \"formulas\": \"escape\" }` to the field: an apostrophe is then published before it")
}

fn hidden_formula(text: &str, field: &FieldDescriptor) -> Diagnostic {
    Diagnostic::error(
        Code::FormulaInText,
        format!(
            "a spreadsheet that splits cells at `;` or tabs would compute a part of `{}` in `{}`",
            shown(text),
            field.name
        ),
    )
    .expected("a text without `=`, `+`, `-` or `@` right behind `;`, a tab or a line break")
    .hint("write a space behind the `;`")
}

/// Whether two names are the same but for case, marks, space and hyphens.
pub(in crate::data) fn same_letters(a: &str, b: &str) -> bool {
    a == b || (!a.trim().is_empty() && letters(a) == letters(b))
}

/// A name without case, marks, space and hyphens.
pub(in crate::data) fn letters(name: &str) -> String {
    let letters = any_ascii::any_ascii(name).to_lowercase();
    letters.replace([' ', '_', '-'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_known_by_their_first_letter() {
        for text in ["=1+1", "+84 24", "-x", "@SUM", "\tx", "＝1", "＠x"] {
            assert!(is_formula(text), "{text}");
            assert_eq!(escaped(text), format!("'{text}"));
        }
        for text in ["", "-", "＝", "a=b", "'x", "5 - 3"] {
            assert!(!is_formula(text), "{text}");
            assert_eq!(escaped(text), text);
        }
        assert_eq!(escaped("'=x"), "''=x");
    }

    #[test]
    fn formulas_behind_separators_are_known() {
        for text in [
            "x;=1+1",
            "a;b;@SUM(1)",
            "x;\"=1+1;",
            "x\t-1",
            "x\n+84",
            "x\r=1",
            "x;＝1",
        ] {
            assert!(hides_formula(text), "{text}");
        }
        for text in [
            "", "=1+1", "a; b", "a; -5", "a;b=c", "x;-", "2 + 3; 4", "a\nb - c", "a;",
        ] {
            assert!(!hides_formula(text), "{text}");
        }
    }

    #[test]
    fn names_are_the_same_whatever_case_and_marks() {
        assert!(same_letters("Obs Status", "obs_status"));
        assert!(same_letters(" Khu vực", "khu vuc"));
        assert!(!same_letters("", " "));
    }
}
