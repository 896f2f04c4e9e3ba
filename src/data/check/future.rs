//! No period begins after the time of the build.

use super::{Check, CheckType, Declared, Finding, Findings, Subject};
use crate::diag::{Code, Diagnostic, Report, Severity};
use crate::input::value::Form;
use crate::stats::Date;

pub(super) static TYPE: CheckType = CheckType {
    name: "past-periods",
    form: &PAST_PERIODS,
    severity: Severity::Error,
    read,
};

static PAST_PERIODS: Form = Form {
    title: "no period is in the future",
    keys: &[&[super::CHECK]],
    is_open: false,
};

#[derive(Debug)]
struct PastPeriods;

#[expect(
    clippy::unnecessary_wraps,
    reason = "other checks can be declared wrongly"
)]
fn read(_: &Declared<'_>, _: &mut Report) -> Option<Box<dyn Check>> {
    Some(Box::new(PastPeriods))
}

impl Check for PastPeriods {
    fn fields(&self) -> Vec<String> {
        Vec::new()
    }

    fn is_made(&self, now: Option<Date>) -> bool {
        now.is_some()
    }

    fn run(&self, subject: &Subject<'_>, findings: &mut Findings<'_>, _: &mut Report) {
        let Some(now) = subject.now else { return };
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
                    Finding::new(record, &dimension.name, diagnostic)
                });
            }
        }
    }
}
