//! Every combination of codes has a record.

use super::declared::TEXTS;
use super::{Check, CheckType, Declared, Finding, Findings, Subject};
use crate::diag::{Code, Diagnostic, Report, Severity};
use crate::input::value::{Form, key, required};
use crate::stats::{CodeIndex, Dimension, DimensionKind, Record};

pub(super) static TYPE: CheckType = CheckType {
    name: "coverage",
    form: &COVERAGE,
    severity: Severity::Error,
    read,
};

static COVERAGE: Form = Form {
    title: "every combination of codes has a record",
    keys: &[&[
        super::CHECK,
        required("over", TEXTS, "the dimensions whose codes are combined"),
        key(
            "levels",
            TEXTS,
            "the levels of a code list that count; all when left out",
        ),
    ]],
    is_open: false,
};

#[derive(Debug)]
struct Coverage {
    /// The dimensions of which every combination must have a record.
    over: Vec<String>,
    /// The levels of a code list that count; all where none is named.
    levels: Vec<String>,
}

fn read(declared: &Declared<'_>, report: &mut Report) -> Option<Box<dyn Check>> {
    Some(Box::new(Coverage {
        over: declared.dimensions("over", report)?,
        levels: declared.texts("levels"),
    }))
}

impl Check for Coverage {
    fn fields(&self) -> Vec<String> {
        self.over.clone()
    }

    fn run(&self, subject: &Subject<'_>, findings: &mut Findings<'_>, report: &mut Report) {
        let Coverage { over, levels } = self;
        let dataset = subject.dataset;
        let Some(positions) = over
            .iter()
            .map(|name| dataset.dimension(name))
            .collect::<Option<Vec<usize>>>()
        else {
            return;
        };
        let combination = |record: Record| {
            let codes = positions
                .iter()
                .map(|&position| dataset.code(record, position));
            codes.collect::<Vec<CodeIndex>>()
        };
        let mut present: Vec<Vec<CodeIndex>> = dataset.records().map(combination).collect();
        present.sort_unstable();
        let expected: Vec<Vec<CodeIndex>> = positions
            .iter()
            .map(|&position| counted(&dataset.dimensions[position], levels))
            .collect();
        if over.is_empty() || expected.iter().any(Vec::is_empty) {
            subject.report_useless(&format!("coverage` over `{}", over.join(", ")), report);
            return;
        }
        let combinations = expected
            .iter()
            .map(Vec::len)
            .try_fold(1, usize::checked_mul);
        let lookups = findings.waived.lookups().max(1);
        let places = combinations.and_then(|count| count.checked_mul(lookups));
        if !subject.may_look_at(places.unwrap_or(usize::MAX), "coverage", report) {
            return;
        }
        if dataset.is_empty() {
            return;
        }
        for &position in &positions {
            report_gaps(subject, &dataset.dimensions[position], position, findings);
        }
        // Both are in the order of the codes.
        let mut present = present.iter().map(Vec::as_slice).peekable();
        let mut combination = vec![CodeIndex::new(0); positions.len()];
        let mut key = vec![None; dataset.dimensions.len()];
        visit(&expected, 0, &mut combination, &mut |codes| {
            while present.next_if(|record| *record < codes).is_some() {}
            let is_present = present.peek() == Some(&codes);
            if !is_present && is_in_force(subject, &positions, codes) {
                for (&position, &code) in positions.iter().zip(codes) {
                    key[position] = Some(code);
                }
                findings.push(&key, || problem(subject, over, &key));
            }
        });
    }
}

/// Reports the periods between others of which there is no record at all.
fn report_gaps(
    subject: &Subject<'_>,
    dimension: &Dimension,
    position: usize,
    findings: &mut Findings<'_>,
) {
    let DimensionKind::Period(periods) = &dimension.kind else {
        return;
    };
    for (code, period) in periods.iter().enumerate() {
        let later = periods[code + 1..].iter().zip(code + 1..);
        let mut same = later.filter(|(later, _)| later.frequency() == period.frequency());
        let Some((&later, later_code)) = same.next() else {
            continue;
        };
        let mut gap = period.next();
        while gap < later {
            let waiver = findings.waived.waiver_of_all(position, &gap.to_string());
            findings.push_without(waiver, || {
                let code = CodeIndex::new(later_code);
                let mut records = subject.dataset.records();
                let is_later = |record: &Record| subject.dataset.code(*record, position) == code;
                let diagnostic = Diagnostic::error(
                    Code::IncompleteCoverage,
                    format!("there is no record at all for {gap}"),
                )
                .expected(format!("records for every {}", dimension.name))
                .hint("add them, with numbers or reasons for their absence");
                let record = records.find(is_later);
                let record = record.expect("a code that was collected has a record");
                Finding::new(record, &dimension.name, diagnostic)
            });
            gap = gap.next();
        }
    }
}

/// The codes of a dimension that must be covered.
fn counted(dimension: &Dimension, levels: &[String]) -> Vec<CodeIndex> {
    let has_levels = dimension
        .codes
        .indices()
        .any(|code| dimension.codes.entry(code).level.is_some());
    let is_counted = |code: &CodeIndex| {
        let level = dimension.codes.entry(*code).level.as_deref();
        levels.is_empty()
            || !has_levels
            || level.is_some_and(|level| levels.iter().any(|l| l == level))
    };
    dimension.codes.indices().filter(is_counted).collect()
}

fn visit(
    expected: &[Vec<CodeIndex>],
    depth: usize,
    combination: &mut Vec<CodeIndex>,
    found: &mut impl FnMut(&[CodeIndex]),
) {
    let Some(codes) = expected.get(depth) else {
        found(combination);
        return;
    };
    for &code in codes {
        combination[depth] = code;
        visit(expected, depth + 1, combination, found);
    }
}

/// An area that was not in force in a period needs no record of it.
fn is_in_force(subject: &Subject<'_>, positions: &[usize], codes: &[CodeIndex]) -> bool {
    let dimensions = &subject.dataset.dimensions;
    let period = positions
        .iter()
        .zip(codes)
        .find_map(|(&position, &code)| dimensions[position].period(code));
    let Some(period) = period else { return true };
    positions.iter().zip(codes).all(|(&position, &code)| {
        let dimension = &dimensions[position];
        let is_listed = matches!(dimension.kind, DimensionKind::CodeList(_));
        !is_listed || dimension.codes.entry(code).validity.touches(period)
    })
}

/// The problem stands at the record behind which the missing one would stand.
fn problem(subject: &Subject<'_>, over: &[String], key: &[Option<CodeIndex>]) -> Finding {
    let dataset = subject.dataset;
    let diagnostic = Diagnostic::error(
        Code::IncompleteCoverage,
        format!("there is no record for {}", subject.shown(key)),
    )
    .expected(format!("a record for every {}", over.join(" and ")))
    .hint("add it behind this line, with a number or a reason for its absence");
    let first = dataset.dimensions.first().map_or("", |d| d.name.as_str());
    let neighbour = dataset.last_before(key);
    Finding::new(neighbour, first, diagnostic)
}
