//! Fits a text into a width: wrap at spaces, else the short name, else cut with `…`, though never
//! within a number: what is left of it would be another one.
//!
//! Widths come from `font`. The full name stays in the datum's title, which the scene writes.

use super::font::FontMetrics;

/// Letters that are tried of a text that is cut: many more than fit, unless they have no width.
const TRIED_LETTERS: usize = 500;

/// The size of a text, and whether it is bold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lettering {
    /// In units of the view box.
    pub(super) size: f64,
    /// Whether the bold cut is measured.
    pub(super) bold: bool,
}

/// A text with the shorter one that stands for it where there is little room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording<'a> {
    pub(super) full: &'a str,
    pub(super) short: Option<&'a str>,
}

impl<'a> Wording<'a> {
    /// A text that nothing stands for.
    pub(super) fn only(full: &'a str) -> Wording<'a> {
        Wording { full, short: None }
    }
}

/// A text in lines that fit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fitted {
    /// None for an empty text.
    pub(super) lines: Vec<String>,
    /// Whether nothing was cut; a short name counts as whole.
    pub(super) whole: bool,
}

impl Fitted {
    /// The width of the widest line.
    pub(super) fn width(&self, fonts: &FontMetrics, lettering: Lettering) -> f64 {
        self.lines
            .iter()
            .map(|line| measure(fonts, line, lettering))
            .fold(0.0, f64::max)
    }
}

/// The width of one line.
pub(super) fn measure(fonts: &FontMetrics, text: &str, lettering: Lettering) -> f64 {
    fonts.width(text, lettering.size, lettering.bold)
}

/// Fits a text into at most `most` lines of `width`.
pub(super) fn fit(
    fonts: &FontMetrics,
    wording: Wording<'_>,
    lettering: Lettering,
    width: f64,
    most: usize,
) -> Fitted {
    let Wording { full: text, short } = wording;
    let fits = |text: &str| measure(fonts, text, lettering) <= width;
    let whole = [Some(text), short]
        .into_iter()
        .flatten()
        .find_map(|candidate| {
            let lines = wrap(candidate, &fits);
            (lines.len() <= most && lines.iter().all(|line| fits(line))).then_some(lines)
        });
    match whole {
        Some(lines) => Fitted {
            lines: balance(fonts, lettering, lines),
            whole: true,
        },
        None => Fitted {
            lines: cut(short.unwrap_or(text), most, &fits),
            whole: false,
        },
    }
}

/// One line of at most `width`, cut with `…` where it must be.
pub(super) fn fit_line(
    fonts: &FontMetrics,
    text: &str,
    lettering: Lettering,
    width: f64,
) -> String {
    fit(fonts, Wording::only(text), lettering, width, 1)
        .lines
        .pop()
        .unwrap_or_default()
}

/// Lines filled from the first; a word that is wider than a line stands alone in its own.
fn wrap(text: &str, fits: &impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // A no-break space is not a place to break, so `split_whitespace` would be wrong.
    for word in text
        .split([' ', '\t', '\n', '\r'])
        .filter(|w| !w.is_empty())
    {
        let joined = lines.last().map(|line| format!("{line} {word}"));
        match (joined, lines.last_mut()) {
            (Some(joined), Some(line)) if fits(&joined) => *line = joined,
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Two lines broken where the longer is shortest, so that no word is left alone in the second.
fn balance(fonts: &FontMetrics, lettering: Lettering, lines: Vec<String>) -> Vec<String> {
    let [first, second] = lines.as_slice() else {
        return lines;
    };
    let text = format!("{first} {second}");
    let longer = |(first, second): &(&str, &str)| {
        measure(fonts, first, lettering).max(measure(fonts, second, lettering))
    };
    text.match_indices(' ')
        .map(|(at, _)| (&text[..at], &text[at + 1..]))
        .min_by(|a, b| longer(a).total_cmp(&longer(b)))
        .map(|(first, second)| vec![first.to_owned(), second.to_owned()])
        .unwrap_or(lines)
}

fn cut(text: &str, most: usize, fits: &impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = wrap(text, fits);
    let kept = lines
        .iter()
        .position(|line| !fits(line))
        .unwrap_or(usize::MAX)
        .min(most.saturating_sub(1))
        .min(lines.len().saturating_sub(1));
    let rest = lines.split_off(kept).join(" ");
    let mut end = String::from("…");
    let mut taken = String::new();
    for (at, character) in rest.char_indices().take(TRIED_LETTERS) {
        taken.push(character);
        let candidate = format!("{}…", taken.trim_end());
        if !fits(&candidate) {
            break;
        }
        if !is_within_number(&rest, at + character.len_utf8()) {
            end = candidate;
        }
    }
    lines.push(end);
    lines
}

/// Whether a text cut at a place would show a part of a number, or a number's sign alone.
fn is_within_number(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let is_mark = |c: &char| matches!(c, '.' | ',' | '\u{a0}' | '\u{202f}' | '-' | '−');
    let last = before.chars().rev().find(|c| !is_mark(c));
    let next = after.chars().find(|c| !is_mark(c));
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let ends_with_mark = before.chars().next_back().is_some_and(|c| is_mark(&c));
    touches(next) && (touches(last) || ends_with_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Lettering = Lettering {
        size: 10.0,
        bold: false,
    };

    #[test]
    fn wraps_then_shortens_then_cuts() {
        let fonts = FontMetrics::load();
        let lines =
            |full, short, width| fit(&fonts, Wording { full, short }, PLAIN, width, 2).lines;
        assert_eq!(lines("Kinh Môn", None, 200.0), ["Kinh Môn"]);
        assert_eq!(
            lines("Đảng bộ Công an tỉnh", None, 70.0),
            ["Đảng bộ", "Công an tỉnh"]
        );
        assert_eq!(
            lines("Đảng ủy Khối các cơ quan tỉnh", Some("Khối"), 50.0),
            ["Khối"]
        );
        let cut = lines("Đảng ủy Khối các cơ quan tỉnh", None, 60.0);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'), "{cut:?}");
        assert_eq!(lines("", None, 60.0), Vec::<String>::new());
    }

    #[test]
    fn a_number_is_never_cut_to_a_smaller_one() {
        let fonts = FontMetrics::load();
        for text in [
            "242.000.000.000.000",
            "0,0000242",
            "số 1\u{202f}234\u{202f}567 [sb]",
            "−1,5",
        ] {
            let whole: Vec<&str> = text.split(' ').collect();
            for width in 0..120 {
                let line = fit_line(&fonts, text, PLAIN, f64::from(width));
                let number = line.trim_end_matches('…').split(' ');
                let mut digits = number.filter(|part| part.contains(|c: char| c.is_ascii_digit()));
                assert!(digits.all(|part| whole.contains(&part)), "{line}");
            }
        }
    }

    #[test]
    fn a_label_of_marks_without_width_is_cut_too() {
        let fonts = FontMetrics::load();
        let marks = format!("{}{}", "\u{301}".repeat(50_000), "W".repeat(99));
        let line = fit_line(&fonts, &marks, PLAIN, 60.0);
        assert!(line.chars().count() <= TRIED_LETTERS + 1);
        assert!(line.ends_with('…'), "{line}");
    }

    #[test]
    fn a_line_never_exceeds_its_width() {
        let fonts = FontMetrics::load();
        for text in [
            "Mississippi".repeat(9),
            "a b ".repeat(40),
            "xin\u{A0}chào ".repeat(5),
        ] {
            for width in [30.0, 55.5, 120.0] {
                for line in fit(&fonts, Wording::only(&text), PLAIN, width, 2).lines {
                    assert!(measure(&fonts, &line, PLAIN) <= width, "{line}");
                }
            }
        }
    }
}
