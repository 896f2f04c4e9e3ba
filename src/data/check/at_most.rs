//! No value of one measure is above that of another in the same record.

use super::{Findings, Subject};
use crate::diag::{Code, Diagnostic};

pub(super) fn check(subject: &Subject<'_>, measure: &str, of: &str, findings: &mut Findings<'_>) {
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
                let problem = subject.origin.problem(record, measure, diagnostic);
                let label = format!("`{of}` of the same record");
                subject.origin.related(problem, record, of, label)
            });
        }
    }
}
