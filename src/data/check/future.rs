//! No period begins after the time of the build.

use super::{Finding, Subject};
use crate::diag::{Code, Diagnostic};
use crate::stats::Date;

pub(super) fn check(subject: &Subject<'_>, now: Date) -> Vec<Finding> {
    let Some((position, dimension)) = subject.periods() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for record in subject.dataset.records() {
        let period = dimension.period(subject.dataset.code(record, position));
        if let Some(period) = period.filter(|period| period.first_day() > now) {
            let diagnostic = Diagnostic::error(
                Code::FuturePeriod,
                format!("the period {period} begins after {now}"),
            )
            .expected("a period that has begun")
            .hint("mend the period; if the time of the build is wrong, give it with --now");
            findings.push(subject.finding(record, &dimension.name, diagnostic));
        }
    }
    findings
}
