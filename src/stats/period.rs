//! Calendar periods as published: `2024`, `2024-H1`, `2024-Q2`, `2024-06`.

use std::fmt;

/// A calendar date without a time zone.
pub type Date = jiff::civil::Date;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// Twelve months from January.
    Year,
    /// Six months from January or July.
    Half,
    /// Three months from January, April, July or October.
    Quarter,
    /// One calendar month.
    Month,
}

/// A period of the calendar. Ordered by its first month, the longer period first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i16,
    first_month: u8,
    frequency: Frequency,
}

/// The text is not a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodError;

impl Period {
    /// Reads `2024`, `2024-H1`, `2024-Q2` or `2024-06`.
    pub fn parse(text: &str) -> Result<Period, PeriodError> {
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PeriodError);
        }
        let year: i16 = year.parse().map_err(|_| PeriodError)?;
        let (frequency, first_month) = match rest.map(str::as_bytes) {
            None => (Frequency::Year, 1),
            Some([b'H', half @ b'1'..=b'2']) => (Frequency::Half, (half - b'1') * 6 + 1),
            Some([b'Q', quarter @ b'1'..=b'4']) => (Frequency::Quarter, (quarter - b'1') * 3 + 1),
            Some([tens @ b'0'..=b'1', ones @ b'0'..=b'9']) => {
                let month = (tens - b'0') * 10 + (ones - b'0');
                if !(1..=12).contains(&month) {
                    return Err(PeriodError);
                }
                (Frequency::Month, month)
            }
            Some(_) => return Err(PeriodError),
        };
        Ok(Period {
            year,
            first_month,
            frequency,
        })
    }

    /// The calendar year in which the period lies.
    pub fn year(self) -> i16 {
        self.year
    }

    /// How long the period is.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// The number of the period within its year, from 1: 2 for `2024-Q2`, 1 for a year.
    pub fn ordinal(self) -> u8 {
        (self.first_month - 1) / self.months() + 1
    }

    /// Whether the period is shorter than a year.
    pub fn is_part_of_year(self) -> bool {
        self.frequency != Frequency::Year
    }

    /// The whole year in which the period lies.
    #[must_use]
    pub fn whole_year(self) -> Period {
        Period {
            year: self.year,
            first_month: 1,
            frequency: Frequency::Year,
        }
    }

    /// The period of the same length that follows.
    #[must_use]
    pub fn next(self) -> Period {
        let after = self.first_month + self.months();
        Period {
            year: self.year + i16::from(after > 12),
            first_month: if after > 12 { 1 } else { after },
            frequency: self.frequency,
        }
    }

    /// The first day of the period.
    pub fn first_day(self) -> Date {
        let month = i8::try_from(self.first_month).expect("a month is at most 12");
        Date::constant(self.year, month, 1)
    }

    /// The last day of the period.
    pub fn last_day(self) -> Date {
        let last_month = self.first_month + self.months() - 1;
        let month = i8::try_from(last_month).expect("a month is at most 12");
        Date::constant(self.year, month, 1).last_of_month()
    }

    /// How many months the period has.
    pub fn months(self) -> u8 {
        match self.frequency {
            Frequency::Year => 12,
            Frequency::Half => 6,
            Frequency::Quarter => 3,
            Frequency::Month => 1,
        }
    }

    /// Months from the start of year 0 to the start of the period, for a time scale.
    pub fn start_in_months(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.first_month) - 1
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        match self.frequency {
            Frequency::Year => Ok(()),
            Frequency::Half => write!(f, "-H{}", self.ordinal()),
            Frequency::Quarter => write!(f, "-Q{}", self.ordinal()),
            Frequency::Month => write!(f, "-{:02}", self.first_month),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_back_as_written() {
        for text in [
            "2024", "2024-H1", "2024-H2", "2024-Q2", "2024-06", "0999-12",
        ] {
            assert_eq!(Period::parse(text).map(|p| p.to_string()), Ok(text.into()));
        }
        for text in [
            "",
            "24",
            "2024-",
            "2024-H3",
            "2024-Q0",
            "2024-13",
            "2024-00",
            "2024-6",
            "２０２４",
        ] {
            assert_eq!(Period::parse(text), Err(PeriodError), "{text:?}");
        }
    }

    #[test]
    fn the_next_period_follows_without_a_gap() {
        for (text, next) in [
            ("2024", "2025"),
            ("2024-H2", "2025-H1"),
            ("2024-Q3", "2024-Q4"),
            ("2024-12", "2025-01"),
        ] {
            assert_eq!(
                Period::parse(text).map(|p| p.next().to_string()),
                Ok(next.into())
            );
        }
    }

    #[test]
    fn sorts_by_start_then_longest_first() {
        let mut periods: Vec<Period> = ["2024-Q2", "2024-06", "2024", "2023-12", "2024-H1"]
            .into_iter()
            .map(|text| Period::parse(text).expect("a period"))
            .collect();
        periods.sort();
        let texts: Vec<String> = periods.iter().map(Period::to_string).collect();
        assert_eq!(texts, ["2023-12", "2024", "2024-H1", "2024-Q2", "2024-06"]);
    }
}
