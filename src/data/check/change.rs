//! No value changes between neighbouring periods by more than a limit.

use std::collections::BTreeMap;

use super::{Findings, Subject};
use crate::diag::{Code, Diagnostic};
use crate::stats::{self, CodeIndex, Number, Observation, Period, Record};

pub(super) fn check(
    subject: &Subject<'_>,
    measure: &str,
    (percent, from): (Number, Number),
    findings: &mut Findings<'_>,
) {
    let dataset = subject.dataset;
    let (Some(position), Some((time, dimension))) = (dataset.measure(measure), subject.periods())
    else {
        return;
    };
    let mut series: BTreeMap<Vec<CodeIndex>, BTreeMap<Period, Record>> = BTreeMap::new();
    for record in dataset.records() {
        let rest = (0..dataset.dimensions.len()).filter(|other| *other != time);
        let key = rest.map(|other| dataset.code(record, other)).collect();
        if let Some(period) = dimension.period(dataset.code(record, time)) {
            series.entry(key).or_default().insert(period, record);
        }
    }
    for periods in series.values() {
        for (period, &earlier) in periods {
            let Some(&later) = periods.get(&period.next()) else {
                continue;
            };
            let value = |record| dataset.observation(record, position).value();
            let (Some(before), Some(after)) = (value(earlier), value(later)) else {
                continue;
            };
            if before.magnitude() < from && after.magnitude() < from {
                continue;
            }
            let change = stats::change(Observation::number(after), Observation::number(before));
            let shown = match change.value() {
                Some(change) if change.magnitude() <= percent => continue,
                Some(change) => {
                    let size = change.magnitude().rounded(1);
                    let rose = if after > before { "rose" } else { "fell" };
                    format!("{rose} by {size} %")
                }
                None if after.is_zero() => continue,
                None => "rose from nothing".to_owned(),
            };
            let key = subject.key(later);
            findings.push(&key, || {
                let diagnostic = Diagnostic::warning(
                    Code::LargeChange,
                    format!(
                        "`{measure}` of {} {shown}, from {before} to {after}",
                        subject.shown(&key)
                    ),
                )
                .expected(format!("a change of at most {percent} %"));
                let problem = subject.origin.problem(later, measure, diagnostic);
                let label = format!("{before} in the period before");
                subject.origin.related(problem, earlier, measure, label)
            });
        }
    }
}
