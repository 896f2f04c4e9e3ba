//! No period begins after the time of the build.

use super::{Findings, Subject};
use crate::diag::{Code, Diagnostic};
use crate::stats::Date;

pub(super) fn check(subject: &Subject<'_>, now: Date, findings: &mut Findings<'_>) {
    let Some((position, dimension)) = subject.periods() else {
        return;
    };
    for record in subject.dataset.records() {
        let period = dimension.period(subject.dataset.code(record, position));
        if let Some(period) = period.filter(|period| period.first_day() > now) {
            findings.push(&subject.key(record), || {
                let diagnostic = Diagnostic::error(
                    Code::FuturePeriod,
                    format!("the period {period} begins after {now}"),
                )
                .expected("a period that has begun")
                .hint("mend the period; if the time of the build is wrong, give it with --now");
                subject.origin.problem(record, &dimension.name, diagnostic)
            });
        }
    }
}
