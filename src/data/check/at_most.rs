//! No value of one measure is above that of another in the same record.

use super::{Finding, Subject};
use crate::diag::{Code, Diagnostic};

pub(super) fn check(subject: &Subject<'_>, measure: &str, of: &str) -> Vec<Finding> {
    let dataset = subject.dataset;
    let (Some(part), Some(whole)) = (dataset.measure(measure), dataset.measure(of)) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for record in dataset.records() {
        let value = dataset.observation(record, part).value();
        let limit = dataset.observation(record, whole).value();
        if let (Some(value), Some(limit)) = (value, limit)
            && value > limit
        {
            let diagnostic = Diagnostic::error(
                Code::ValueTooHigh,
                format!("`{measure}` is {value}, which is above `{of}`, {limit}"),
            )
            .expected(format!("at most {limit}"));
            let mut finding = subject.finding(record, measure, diagnostic);
            let label = format!("`{of}` of the same record");
            finding.problem = subject.origin.related(finding.problem, record, of, label);
            findings.push(finding);
        }
    }
    findings
}
