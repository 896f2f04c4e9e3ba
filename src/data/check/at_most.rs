//! No value of one measure is above that of another in the same record.

use super::{Check, CheckType, Declared, Finding, Findings, Subject};
use crate::diag::{Code, Diagnostic, Report, Severity};
use crate::input::value::{Form, Kind, required};

pub(super) static TYPE: CheckType = CheckType {
    name: "at-most",
    form: &AT_MOST,
    severity: Severity::Error,
    read,
};

static AT_MOST: Form = Form {
    title: "no value is above that of another measure",
    keys: &[&[
        super::CHECK,
        required("measure", Kind::Text, "the measure"),
        required("of", Kind::Text, "the measure that must not be exceeded"),
    ]],
    is_open: false,
};

#[derive(Debug)]
struct AtMost {
    measure: String,
    /// The measure that must not be exceeded.
    of: String,
}

fn read(declared: &Declared<'_>, report: &mut Report) -> Option<Box<dyn Check>> {
    Some(Box::new(AtMost {
        measure: declared.measure("measure", report)?,
        of: declared.measure("of", report)?,
    }))
}

impl Check for AtMost {
    fn fields(&self) -> Vec<String> {
        vec![self.measure.clone(), self.of.clone()]
    }

    fn run(&self, subject: &Subject<'_>, findings: &mut Findings<'_>, _: &mut Report) {
        let AtMost { measure, of } = self;
        let dataset = subject.dataset;
        let (Some(part), Some(whole)) = (dataset.measure(measure), dataset.measure(of)) else {
            return;
        };
        for record in dataset.records() {
            let value = dataset.observation(record, part).value();
            let limit = dataset.observation(record, whole).value();
            if let (Some(value), Some(limit)) = (value, limit)
                && value > limit
            {
                findings.push(&subject.key(record), || {
                    let diagnostic = Diagnostic::error(
                        Code::ValueTooHigh,
                        format!("`{measure}` is {value}, which is above `{of}`, {limit}"),
                    )
                    .expected(format!("at most {limit}"));
                    let label = format!("`{of}` of the same record");
                    Finding::new(record, measure, diagnostic).with(record, of, label)
                });
            }
        }
    }
}
