//! Observations of one measure, packed: an ordinary number takes four bytes.
//!
//! A large dataset holds millions of small whole numbers and few other cells; what does not fit
//! into a word stands in a list beside the words.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use super::number::Number;
use super::observation::Observation;
use super::order::reorder;
use super::status::{Qualifiers, Status};

/// The word is a position in the list of other observations.
const OTHER: u32 = 1 << 31;

/// The number is below zero.
const NEGATIVE: u32 = 1 << 30;

/// How far the decimals of a packed number are shifted, and how many fit: 0 to 7.
const DECIMALS_SHIFT: u32 = 27;
const MOST_DECIMALS: u32 = 7;

/// The largest digits of a packed number, as a whole number.
const MOST_DIGITS: u32 = (1 << DECIMALS_SHIFT) - 1;

/// How many of the other observations are looked through before a new one is added: absences
/// come in few kinds, and each is kept once.
const SHARED: usize = 16;

/// A column of observations in the order of records.
#[derive(Clone, Debug, Default)]
pub struct ObservationColumn {
    words: Vec<u32>,
    others: Vec<Observation>,
}

impl ObservationColumn {
    /// An empty column with room for `records`.
    pub fn with_capacity(records: usize) -> ObservationColumn {
        ObservationColumn {
            words: Vec::with_capacity(records),
            others: Vec::new(),
        }
    }

    /// How many observations there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The observation of a record.
    pub fn get(&self, record: usize) -> Observation {
        let word = self.words[record];
        if word & OTHER != 0 {
            return self.others[(word & !OTHER) as usize];
        }
        let digits = i64::from(word & MOST_DIGITS);
        let digits = if word & NEGATIVE == 0 {
            digits
        } else {
            -digits
        };
        Observation::number(Number::with_decimals(
            digits,
            (word & !NEGATIVE) >> DECIMALS_SHIFT,
        ))
    }

    /// Feeds the observation of a record to a hasher: two records give the same bytes only when
    /// their observations are.
    pub fn hash_at(&self, record: usize, hasher: &mut impl Hasher) {
        let word = self.words[record];
        if word & OTHER == 0 {
            hasher.write_u32(word);
        } else {
            hasher.write_u32(OTHER);
            self.others[(word & !OTHER) as usize].hash(hasher);
        }
    }

    /// The most decimals that a packed number has; other observations are not looked at.
    pub fn most_decimals(&self) -> u32 {
        let packed = self.words.iter().filter(|word| **word & OTHER == 0);
        let decimals = packed.map(|word| (word & !NEGATIVE) >> DECIMALS_SHIFT);
        decimals.max().unwrap_or(0)
    }

    /// Every status that occurs, in legend order: ordinary numbers have none.
    pub fn statuses(&self) -> BTreeSet<Status> {
        let others = self.words.iter().filter(|word| **word & OTHER != 0);
        let used: BTreeSet<u32> = others.map(|word| word & !OTHER).collect();
        used.iter()
            .flat_map(|&other| self.others[other as usize].statuses().collect::<Vec<_>>())
            .collect()
    }

    /// Adds an observation.
    pub fn push(&mut self, observation: Observation) {
        let word = self.word(observation);
        self.words.push(word);
    }

    /// Adds the number that an ordinary text such as `57`, `-5` or `38.50` writes; `false`, and
    /// nothing added, when the text is not a plain number or too long to be packed.
    pub fn push_plain(&mut self, text: &[u8]) -> bool {
        match packed(text) {
            Some(word) => {
                self.words.push(word);
                true
            }
            None => false,
        }
    }

    /// Replaces the observation of a record.
    pub fn set(&mut self, record: usize, observation: Observation) {
        self.words[record] = self.word(observation);
    }

    /// Adds all observations of another column.
    pub fn append(&mut self, other: &ObservationColumn) {
        if other.others.is_empty() {
            self.words.extend_from_slice(&other.words);
            return;
        }
        self.words.reserve(other.words.len());
        for record in 0..other.len() {
            match other.words[record] {
                word if word & OTHER == 0 => self.words.push(word),
                _ => self.push(other.get(record)),
            }
        }
    }

    /// Brings the observations into another order: the record at each position of `order` in turn.
    pub fn reorder(&mut self, order: &[u32]) {
        reorder(&mut self.words, order);
    }

    fn word(&mut self, observation: Observation) -> u32 {
        let plain = observation
            .value()
            .filter(|_| observation.qualifiers == Qualifiers::NONE);
        if let Some(word) = plain.and_then(|number| packed(number.to_string().as_bytes())) {
            return word;
        }
        let shared = &self.others[..self.others.len().min(SHARED)];
        let same = |other: &Observation| is_same(*other, observation);
        let position = shared.iter().position(same).unwrap_or_else(|| {
            self.others.push(observation);
            self.others.len() - 1
        });
        OTHER | u32::try_from(position).expect("a dataset has fewer than 2^31 records")
    }
}

/// Whether two observations are the same to the last published digit.
fn is_same(a: Observation, b: Observation) -> bool {
    let decimals = |observation: Observation| observation.value().map(Number::decimals);
    a == b && decimals(a) == decimals(b)
}

/// The word of a plain number.
fn packed(text: &[u8]) -> Option<u32> {
    let (sign, digits) = match text.split_first()? {
        (b'-', digits) => (NEGATIVE, digits),
        _ => (0, text),
    };
    // Ten bytes hold at most nine digits and a point, so that the digits cannot overflow.
    if digits.len() > 10 {
        return None;
    }
    let mut value: u32 = 0;
    let mut point = None;
    for (position, &byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => value = value.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            b'.' if point.is_none() && position > 0 => point = Some(position),
            _ => return None,
        }
    }
    let decimals = match point {
        None if digits.is_empty() => return None,
        None => 0,
        Some(point) => u32::try_from(digits.len() - point - 1).ok()?,
    };
    let ends_with_point = point.is_some() && decimals == 0;
    if ends_with_point || decimals > MOST_DECIMALS || value > MOST_DIGITS {
        return None;
    }
    Some(sign | decimals << DECIMALS_SHIFT | value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Absence, Qualifier};

    #[test]
    fn numbers_keep_their_digits_and_others_their_status() {
        let mut column = ObservationColumn::default();
        let numbers = ["0", "57", "-5", "38.50", "0.1234567", "134217727", "-0.5"];
        for text in numbers {
            assert!(column.push_plain(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "-",
            "5.",
            ".5",
            "1e3",
            "1,000",
            "134217728",
            "0.12345678",
            "1.2.3",
            "99999999999",
        ] {
            assert!(!column.push_plain(text.as_bytes()), "{text}");
        }
        let provisional = Observation {
            qualifiers: Qualifiers::NONE.with(Qualifier::Provisional),
            ..Observation::number(Number::from(4_i64))
        };
        column.push(provisional);
        column.push(Observation::absent(Absence::Suppressed));
        let mut twice = column.clone();
        twice.append(&column);
        for start in [0, numbers.len() + 2] {
            for (position, text) in numbers.iter().enumerate() {
                let number = twice.get(start + position).value();
                assert_eq!(number.map(|n| n.to_string()).as_deref(), Some(*text));
            }
            assert_eq!(twice.get(start + numbers.len()), provisional);
            let last = twice.get(start + numbers.len() + 1);
            assert_eq!(last.absence(), Some(Absence::Suppressed));
        }
    }

    #[test]
    fn a_larger_number_is_kept_beside_the_words() {
        let number = Number::parse("12345678901.25").expect("a number");
        let mut column = ObservationColumn::default();
        column.push(Observation::number(number));
        column.set(0, Observation::number(number));
        assert_eq!(column.get(0).value(), Some(number));
    }
}
