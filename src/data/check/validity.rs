//! An observation lies in a period in which its area was in force.

use std::collections::HashMap;

use super::{Finding, Findings, Subject};
use crate::diag::{Code, Diagnostic};
use crate::stats::{CodeEntry, CodeIndex, Dimension, DimensionKind, Period, Validity};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let dataset = subject.dataset;
    let Some((time, periods)) = subject.periods() else {
        return;
    };
    for (position, dimension) in dataset.dimensions.iter().enumerate() {
        if !has_history(dimension) {
            continue;
        }
        // Neighbouring records mostly have the same code and few periods.
        let mut known: HashMap<(CodeIndex, CodeIndex), bool> = HashMap::new();
        for record in dataset.records() {
            let (code, when) = (dataset.code(record, position), dataset.code(record, time));
            let Some(period) = periods.period(when) else {
                continue;
            };
            let entry = dimension.codes.entry(code);
            let is_in_force = *known
                .entry((code, when))
                .or_insert_with(|| entry.validity.touches(period));
            if !is_in_force {
                findings.push(&subject.key(record), || {
                    let diagnostic = not_in_force(dimension, entry, period);
                    Finding::new(record, &dimension.name, diagnostic)
                });
            }
        }
    }
}

fn has_history(dimension: &Dimension) -> bool {
    let codes = &dimension.codes;
    matches!(dimension.kind, DimensionKind::CodeList(_))
        && codes
            .indices()
            .any(|code| codes.entry(code).validity != Validity::default())
}

fn not_in_force(dimension: &Dimension, entry: &CodeEntry, period: Period) -> Diagnostic {
    let Validity { from, to } = entry.validity;
    let (since, until) = (
        from.map(|day| format!("from {day}")),
        to.map(|day| format!("until {day}")),
    );
    let force: Vec<String> = since.into_iter().chain(until).collect();
    let diagnostic = Diagnostic::error(
        Code::AreaNotValid,
        format!("`{}` was not in force in {period}", entry.code),
    )
    .expected(format!("a period {}", force.join(" ")));
    let ended = to.is_some_and(|day| day < period.first_day());
    // The codes that took its place, or that it took the place of.
    let others: Vec<String> = if ended {
        entry.successors.iter().map(ToString::to_string).collect()
    } else {
        let codes = &dimension.codes;
        let precedes = |other: &CodeIndex| codes.entry(*other).successors.contains(&entry.code);
        let before = codes.indices().filter(precedes);
        before.map(|other| codes.code(other).to_string()).collect()
    };
    if others.is_empty() {
        return diagnostic;
    }
    let list = others
        .iter()
        .map(|code| format!("`{code}`"))
        .collect::<Vec<_>>()
        .join(", ");
    diagnostic.hint(if ended {
        format!("{list} took its place")
    } else {
        format!("before it there was {list}")
    })
}
