//! Parts add up to their total.
//!
//! Along a hierarchy every code is the total of the codes directly below it; along another
//! dimension the declared total code is that of all others. When all parts have numbers their sum
//! must be the total. When some have none, or the code list leaves parts out, the rest must not be
//! more than the total, as long as no number is negative.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::TEXTS;
use super::{Check, CheckType, Declared, Finding, Findings, Subject};
use crate::diag::{Code, Diagnostic, Report, Severity};
use crate::input::value::{Form, Kind, key, required};
use crate::stats::{CodeIndex, Dimension, Number, Record};

pub(super) static TYPE: CheckType = CheckType {
    name: "sum",
    form: &SUM,
    severity: Severity::Error,
    read,
};

static SUM: Form = Form {
    title: "parts add up to their total",
    keys: &[&[
        super::CHECK,
        required(
            "over",
            Kind::Text,
            "the dimension over which parts are added up",
        ),
        key("measures", TEXTS, "the measures; all when left out"),
        key(
            "levels",
            TEXTS,
            "the levels of the totals; all when left out",
        ),
        key(
            "partial",
            Kind::Boolean,
            "whether the code list leaves parts out",
        )
        .or("false"),
        key(
            "tolerance",
            Kind::Number,
            "how far the sum may be from the total",
        )
        .or("0"),
    ]],
    is_open: false,
};

/// Which parts add up to which totals.
#[derive(Debug)]
struct Sum {
    /// The dimension that is added up over.
    over: String,
    measures: Vec<String>,
    /// The levels of the totals; all when there are none.
    levels: Vec<String>,
    /// Whether some parts are not in the code list.
    is_partial: bool,
    /// How far the sum may be from the total.
    tolerance: Number,
}

fn read(declared: &Declared<'_>, report: &mut Report) -> Option<Box<dyn Check>> {
    Some(Box::new(Sum {
        over: declared.dimension("over", report)?,
        measures: declared.measures("measures", report)?,
        levels: declared.texts("levels"),
        is_partial: declared.fields.boolean("partial").unwrap_or(false),
        tolerance: declared.limit("tolerance", report)?,
    }))
}

/// How many parts are shown with their lines.
const SHOWN: usize = 12;

/// The records of one group by their code in the dimension that is added up over.
type Group = BTreeMap<CodeIndex, Record>;

impl Check for Sum {
    fn fields(&self) -> Vec<String> {
        vec![self.over.clone()]
    }

    fn run(&self, subject: &Subject<'_>, findings: &mut Findings<'_>, report: &mut Report) {
        let dataset = subject.dataset;
        let Some(position) = dataset.dimension(&self.over) else {
            return;
        };
        let dimension = &dataset.dimensions[position];
        let has_totals = dimension.total.is_some() || dimension.codes.is_hierarchy();
        let levels = dimension.codes.indices();
        let levels = levels.filter_map(|code| dimension.codes.entry(code).level.as_deref());
        let levels: BTreeSet<&str> = levels.collect();
        let mut missing = self.levels.iter();
        if let Some(level) = missing.find(|level| !levels.contains(level.as_str())) {
            subject.report_useless(&format!("sum` over the level `{level}"), report);
        } else if !has_totals {
            subject.report_useless(&format!("sum` over `{}", self.over), report);
        }
        let mut groups: BTreeMap<Vec<CodeIndex>, Group> = BTreeMap::new();
        for record in dataset.records() {
            let rest = (0..dataset.dimensions.len()).filter(|other| *other != position);
            let key = rest.map(|other| dataset.code(record, other)).collect();
            let code = dataset.code(record, position);
            groups.entry(key).or_default().insert(code, record);
        }
        let checked: BTreeSet<&str> = self.levels.iter().map(String::as_str).collect();
        for group in groups.values() {
            for (&whole, &record) in group {
                let has_all = dimension.total == Some(whole);
                let places = if has_all {
                    dimension.codes.len()
                } else {
                    dimension.codes.children(whole).len()
                };
                if !subject.may_look_at(
                    places.saturating_mul(1 + self.measures.len()),
                    "sum",
                    report,
                ) {
                    return;
                }
                let parts = parts_of(subject, dimension, whole, record);
                let level = dimension.codes.entry(whole).level.as_deref();
                let is_of_level =
                    checked.is_empty() || level.is_some_and(|level| checked.contains(level));
                if parts.is_empty() || !is_of_level {
                    continue;
                }
                for measure in &self.measures {
                    let Some(measure) = dataset.measure(measure) else {
                        continue;
                    };
                    let mut sum = Added::of(subject, group, &parts, measure);
                    sum.is_complete &= !self.is_partial;
                    if sum.is_wrong(subject, record, measure, self.tolerance) {
                        let key = subject.key(record);
                        findings.push(&key, || {
                            sum.problem(subject, record, measure, self.tolerance)
                        });
                    }
                }
            }
        }
    }
}

/// The codes that are the parts of another in the period of its record; none for a code that is no
/// total.
fn parts_of(
    subject: &Subject<'_>,
    dimension: &Dimension,
    whole: CodeIndex,
    record: Record,
) -> Vec<CodeIndex> {
    let codes = &dimension.codes;
    let period = subject
        .periods()
        .and_then(|(time, periods)| periods.period(subject.dataset.code(record, time)));
    let is_in_force =
        |code: &CodeIndex| period.is_none_or(|period| codes.entry(*code).validity.touches(period));
    let is_total = dimension.total == Some(whole);
    if codes.is_hierarchy() && !codes.children(whole).is_empty() {
        let children = codes.children(whole).iter().copied();
        let parts = children.filter(|code| dimension.total != Some(*code));
        return parts.filter(is_in_force).collect();
    }
    if is_total {
        let is_part = |code: &CodeIndex| *code != whole && codes.entry(*code).parent.is_none();
        return codes
            .indices()
            .filter(is_part)
            .filter(is_in_force)
            .collect();
    }
    Vec::new()
}

struct Added {
    /// The sum of the parts that have numbers; `None` when it has too many digits.
    value: Option<Number>,
    parts: Vec<(CodeIndex, Record)>,
    is_complete: bool,
    has_negative: bool,
}

impl Added {
    fn of(subject: &Subject<'_>, group: &Group, codes: &[CodeIndex], measure: usize) -> Added {
        let mut sum = Added {
            value: Some(Number::ZERO),
            parts: Vec::new(),
            is_complete: true,
            has_negative: false,
        };
        for code in codes {
            let Some(&record) = group.get(code) else {
                sum.is_complete = false;
                continue;
            };
            match subject.dataset.observation(record, measure).value() {
                None => sum.is_complete = false,
                Some(number) => {
                    sum.has_negative |= number.is_negative();
                    sum.value = sum.value.and_then(|value| value.checked_add(number));
                    sum.parts.push((*code, record));
                }
            }
        }
        sum
    }

    fn is_wrong(
        &self,
        subject: &Subject<'_>,
        whole: Record,
        measure: usize,
        tolerance: Number,
    ) -> bool {
        let total = subject.dataset.observation(whole, measure).value();
        let sum = self.value.filter(|_| !self.parts.is_empty());
        let difference = sum
            .zip(total)
            .and_then(|(sum, total)| sum.checked_sub(total));
        difference.is_some_and(|difference| {
            let is_too_much = !difference.is_negative() && difference > tolerance;
            if self.is_complete {
                difference.magnitude() > tolerance
            } else {
                is_too_much && !self.has_negative
            }
        })
    }

    fn problem(
        &self,
        subject: &Subject<'_>,
        whole: Record,
        measure: usize,
        tolerance: Number,
    ) -> Finding {
        let number = |record| {
            let value = subject.dataset.observation(record, measure).value();
            value.unwrap_or(Number::ZERO)
        };
        let (total, sum) = (number(whole), self.value.unwrap_or(Number::ZERO));
        let name = &subject.dataset.measures[measure].name;
        let what = if self.is_complete {
            "add up to"
        } else {
            "that are known already add up to"
        };
        let place = subject.shown(&subject.key(whole));
        let mut diagnostic = Diagnostic::error(
            Code::SumDiffers,
            format!("`{name}` of {place} is {total}, its parts {what} {sum}"),
        )
        .expected(match (self.is_complete, tolerance.is_zero()) {
            (true, true) => format!("{sum}, or parts that add up to {total}"),
            (true, false) => format!("a difference of at most {tolerance}"),
            (false, _) => format!("parts that add up to at most {total}"),
        });
        if self.parts.len() > SHOWN {
            let more = self.parts.len() - SHOWN;
            diagnostic = diagnostic.hint(format!("and {more} more parts"));
        }
        let problem = Finding::new(whole, name, diagnostic);
        self.parts
            .iter()
            .take(SHOWN)
            .fold(problem, |problem, &(_, record)| {
                let label = format!("a part: {}", number(record));
                problem.with(record, name, label)
            })
    }
}
