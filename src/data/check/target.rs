//! Every observation has a target.

use std::collections::BTreeSet;

use super::{Check, CheckType, Declared, Finding, Findings, Subject};
use crate::diag::{Code, Diagnostic, Report, Severity, nearest};
use crate::input::value::{Form, Kind, required};
use crate::stats::{Dataset, Dimension, Record};

pub(super) static TYPE: CheckType = CheckType {
    name: "target",
    form: &TARGET,
    severity: Severity::Error,
    read,
};

static TARGET: Form = Form {
    title: "every observation has a target",
    keys: &[&[
        super::CHECK,
        required("target", Kind::Text, "the target, as `dataset.measure`"),
    ]],
    is_open: false,
};

#[derive(Debug)]
struct Target {
    dataset: String,
    measure: String,
}

fn read(declared: &Declared<'_>, report: &mut Report) -> Option<Box<dyn Check>> {
    let target = declared.fields.text("target")?;
    let Some((dataset, measure)) = target.text.split_once('.') else {
        let message = format!("`{}` is not a dataset and a measure", target.text);
        let wrong = target.error(Code::BadPackage, message);
        report.push(wrong.expected("a reference such as `targets.target`"));
        return None;
    };
    Some(Box::new(Target {
        dataset: dataset.to_owned(),
        measure: measure.to_owned(),
    }))
}

impl Check for Target {
    fn fields(&self) -> Vec<String> {
        Vec::new()
    }

    fn run(&self, subject: &Subject<'_>, findings: &mut Findings<'_>, report: &mut Report) {
        let (name, measure) = (&self.dataset, &self.measure);
        let mut datasets = subject.datasets.iter();
        let Some(targets) = datasets.find(|dataset| dataset.name == *name) else {
            // A dataset with mistakes of its own is not loaded; those are reported already.
            if !report.has_errors() {
                let names = subject.datasets.iter().map(|dataset| dataset.name.as_str());
                unknown(subject, name, names, report);
            }
            return;
        };
        if targets.measure(measure).is_none() {
            let measures = targets.measures.iter().map(|measure| measure.name.as_str());
            unknown(subject, measure, measures, report);
            return;
        }
        let own = subject.dataset;
        let shared: Vec<(usize, usize)> = own
            .dimensions
            .iter()
            .enumerate()
            .filter_map(|(position, dimension)| {
                Some((position, targets.dimension(&dimension.name)?))
            })
            .collect();
        let theirs: Vec<usize> = shared.iter().map(|(_, their)| *their).collect();
        let known: BTreeSet<Vec<String>> = targets
            .records()
            .map(|record| texts(targets, record, &theirs, false))
            .collect();
        let ours: Vec<usize> = shared.iter().map(|(own, _)| *own).collect();
        let mut reported = BTreeSet::new();
        for record in own.records() {
            let key = texts(own, record, &ours, false);
            let of_year = texts(own, record, &ours, true);
            if known.contains(&key) || known.contains(&of_year) || reported.contains(&key) {
                continue;
            }
            let is_told = findings.push(&subject.key(record), || {
                let diagnostic = Diagnostic::error(
                    Code::MissingTarget,
                    format!("`{name}` has no record for {}", key.join(", ")),
                )
                .expected(format!("a target in `{name}.{measure}`"))
                .hint("add the target, or a record with the status `M` where none was set");
                let field = own.dimensions.first().map_or("", |d| d.name.as_str());
                Finding::new(record, field, diagnostic)
            });
            if is_told {
                reported.insert(key);
            }
        }
    }
}

/// The codes of a record in some dimensions; a part of a year as its year if asked for.
fn texts(dataset: &Dataset, record: Record, positions: &[usize], whole_year: bool) -> Vec<String> {
    let text = |&position: &usize| {
        let dimension: &Dimension = &dataset.dimensions[position];
        let code = dataset.code(record, position);
        match dimension.period(code).filter(|_| whole_year) {
            Some(period) => period.whole_year().to_string(),
            None => dimension.codes.code(code).to_string(),
        }
    };
    positions.iter().map(text).collect()
}

fn unknown<'a>(
    subject: &Subject<'_>,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    report: &mut Report,
) {
    let near = nearest(name, known);
    let message = format!(
        "the check `target` of `{}` names `{name}`, which does not exist",
        subject.dataset.name
    );
    let diagnostic = Diagnostic::error(Code::BadPackage, message).at(subject.location.clone());
    report.push(match near {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic,
    });
}
