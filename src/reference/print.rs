//! Figures in words of a language. Rounding happens here and nowhere before.

use super::value::{Display, FigureValue};
use crate::locale::Locale;
use crate::stats::{Number, Observation};
use crate::table::StatusMark;

/// A number as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PrintedNumber {
    /// In the language.
    pub text: String,
    /// The same number for machines.
    pub value: String,
    /// What qualifies it.
    pub marks: Vec<StatusMark>,
}

/// Prints a figure that has a number; `None` when it is absent.
pub fn print(figure: &FigureValue, locale: &Locale) -> Option<PrintedNumber> {
    let number = figure.observation.value()?;
    let (rounded, text) = match figure.display {
        Display::Plain(decimals) => {
            let rounded = number.rounded(decimals.unwrap_or(number.decimals()));
            (rounded, locale.number(rounded))
        }
        Display::Percent(decimals) => {
            let rounded = number.rounded(decimals);
            (rounded, locale.percent(rounded))
        }
        Display::Points(decimals) => {
            let rounded = number.rounded(decimals);
            let value = locale.number(rounded);
            (
                rounded,
                locale.words().fill("number.points", &[("value", &value)]),
            )
        }
    };
    Some(PrintedNumber {
        text,
        value: rounded.to_string(),
        marks: marks(&figure.observation, locale),
    })
}

/// The marks of an observation with their words.
fn marks(observation: &Observation, locale: &Locale) -> Vec<StatusMark> {
    observation
        .statuses()
        .map(|status| StatusMark {
            mark: locale.status_mark(status).to_owned(),
            word: locale.status_word(status).to_owned(),
        })
        .collect()
}

/// An observation of a measure as a chart labels it: the number with its marks, or the mark and
/// words of its absence.
pub fn label(observation: &Observation, decimals: Option<u32>, locale: &Locale) -> String {
    let number = |number: Number| number.rounded(decimals.unwrap_or(number.decimals()));
    let mut parts: Vec<String> = Vec::new();
    parts.extend(observation.value().map(|n| locale.number(number(n))));
    for status in observation.qualifiers.iter() {
        parts.push(locale.status_mark(status.into()).to_owned());
    }
    if let Some(absence) = observation.absence() {
        parts.push(locale.status_mark(absence.into()).to_owned());
        parts.push(locale.status_word(absence.into()).to_owned());
    }
    parts.join(" ")
}

impl PrintedNumber {
    /// The number with what qualifies it in words, for places that hold no markup.
    pub fn plain(&self) -> String {
        if self.marks.is_empty() {
            return self.text.clone();
        }
        let words = self.marks.iter().map(|mark| mark.word.as_str());
        format!("{} ({})", self.text, words.collect::<Vec<_>>().join(", "))
    }
}
