//! The finding of a chart: the highest and lowest, what was reached of targets, or trends.

use std::cmp::Ordering;

use super::{Described, Describer, MOST_NAMES};
use crate::chart::grammar::Mark;
use crate::chart::spec::{Category, Datum, Series};
use crate::stats::{Number, Observation, change, difference, percent};

/// More bullets than this are summed up instead of read out.
const MOST_BULLETS: usize = 4;

impl<'a> Describer<'a> {
    /// What the numbers say.
    pub(super) fn finding(&self) -> Option<String> {
        let special = match self.spec.mark {
            Mark::Bullet | Mark::Waffle => self.attainment(),
            mark if mark.grammar().over_time => self.trends(),
            _ => None,
        };
        special.or_else(|| self.extremes())
    }

    /// The numbers that can be compared: all others together are not one of them.
    fn numbers(&self) -> Vec<(Number, Described<'a>)> {
        self.data()
            .filter(|d| !d.category.is_rest)
            .filter_map(|d| Some((d.datum.observation.value()?, d)))
            .collect()
    }

    pub(super) fn extremes(&self) -> Option<String> {
        let numbers = self.numbers();
        match numbers.as_slice() {
            [] => return None,
            [(_, only)] => {
                let values = [
                    ("name", self.name(only)),
                    ("value", only.datum.text.clone()),
                ];
                return Some(
                    self.fill("single", &values.each_ref().map(|(k, v)| (*k, v.as_str()))),
                );
            }
            [_, _, ..] => {}
        }
        let (high, highest) = self.at_the_end(&numbers, Ordering::Greater)?;
        let (low, lowest) = self.at_the_end(&numbers, Ordering::Less)?;
        let text = |number: Number| {
            let of = |(known, d): &(Number, Described<'_>)| {
                (*known == number).then(|| d.datum.text.clone())
            };
            numbers.iter().find_map(of).unwrap_or_default()
        };
        if high == low {
            return Some(self.fill("equal", &[("value", &text(high))]));
        }
        Some(self.fill(
            "extremes",
            &[
                ("highest", &highest),
                ("high", &text(high)),
                ("lowest", &lowest),
                ("low", &text(low)),
            ],
        ))
    }

    /// The number at one end of an order, and the names that have it.
    fn at_the_end(
        &self,
        numbers: &[(Number, Described<'_>)],
        end: Ordering,
    ) -> Option<(Number, String)> {
        let number = numbers
            .iter()
            .map(|(number, _)| *number)
            .reduce(|a, b| if b.cmp(&a) == end { b } else { a })?;
        let names: Vec<String> = numbers
            .iter()
            .filter(|(known, _)| *known == number)
            .map(|(_, d)| self.name(d))
            .collect();
        let names = if names.len() > MOST_NAMES {
            self.counted("tied", names.len())
        } else {
            self.joined(&names)
        };
        Some((number, names))
    }

    /// How much of each target was reached; of many, which most and least.
    fn attainment(&self) -> Option<String> {
        let attained: Vec<(Number, Described<'a>)> = self
            .data()
            .filter(|d| !d.category.is_rest)
            .filter_map(|d| {
                let target = d.datum.target.as_ref()?.observation;
                Some((percent(d.datum.observation, target).value()?, d))
            })
            .collect();
        if attained.is_empty() {
            return None;
        }
        if attained.len() > MOST_BULLETS {
            return self.attainment_of_many(&attained);
        }
        let one = |(share, d): &(Number, Described<'_>)| {
            let target = d.datum.target.as_ref().map_or("", |target| &target.text);
            self.fill(
                "attained",
                &[
                    ("name", &self.name(d)),
                    ("value", &d.datum.text),
                    ("target", target),
                    ("percent", &self.percent(*share)),
                ],
            )
        };
        let all: Vec<String> = attained.iter().map(one).collect();
        Some(format!("{}.", all.join("; ")))
    }

    fn attainment_of_many(&self, attained: &[(Number, Described<'_>)]) -> Option<String> {
        let hundred = Number::from(100_u32);
        let reached = attained.iter().filter(|(share, _)| *share >= hundred);
        let (high, highest) = self.at_the_end(attained, Ordering::Greater)?;
        let (low, lowest) = self.at_the_end(attained, Ordering::Less)?;
        Some(self.fill(
            "attained_many",
            &[
                ("reached", &self.locale.number(reached.count())),
                ("total", &self.locale.number(attained.len())),
                ("highest", &highest),
                ("high", &self.percent(high)),
                ("lowest", &lowest),
                ("low", &self.percent(low)),
            ],
        ))
    }

    /// First, last and change of every line; of many lines the highest and lowest instead.
    fn trends(&self) -> Option<String> {
        let several = self.spec.series.len() > 1;
        if self.spec.series.len() > MOST_NAMES {
            return None;
        }
        let trend = |series: &'a Series| {
            let words = self.trend(series)?;
            Some(if several {
                let values = [("series", series.label.as_str()), ("words", words.as_str())];
                self.fill("of_series", &values)
            } else {
                words
            })
        };
        let trends: Vec<String> = self.spec.series.iter().filter_map(trend).collect();
        (!trends.is_empty()).then(|| format!("{}.", trends.join(". ")))
    }

    fn trend(&self, series: &'a Series) -> Option<String> {
        let data: Vec<(&Category, &Datum)> = self
            .spec
            .categories
            .iter()
            .zip(&series.data)
            .filter(|(_, datum)| datum.observation.value().is_some())
            .collect();
        let [first, .., last] = data.as_slice() else {
            return None;
        };
        let (first_name, last_name) = (self.category_name(first.0), self.category_name(last.0));
        let mut values = vec![
            ("first_name", first_name.as_str()),
            ("first", first.1.text.as_str()),
            ("last_name", last_name.as_str()),
            ("last", last.1.text.as_str()),
        ];
        // Half a year against a year is no change.
        if first.1.part_of_year != last.1.part_of_year {
            return Some(self.fill("first_and_last_only", &values));
        }
        let change = self.change(first.1.observation, last.1.observation)?;
        values.push(("change", &change));
        Some(self.fill("first_and_last", &values))
    }

    fn change(&self, first: Observation, last: Observation) -> Option<String> {
        let moved = difference(last, first).value()?;
        if moved.is_zero() {
            return Some(self.fill("unchanged", &[]));
        }
        let key = if moved.is_negative() { "down" } else { "up" };
        let amount = self.locale.number(moved.magnitude());
        let words = self.fill(key, &[("difference", &amount)]);
        let positive = first.value().is_some_and(|first| !first.is_negative());
        Some(match change(last, first).value().filter(|_| positive) {
            Some(share) => {
                let share = self.percent(share.magnitude());
                let values = [("change", words.as_str()), ("percent", share.as_str())];
                self.fill("change_with_percent", &values)
            }
            None => words,
        })
    }
}
