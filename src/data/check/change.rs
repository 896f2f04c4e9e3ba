//! No value changes between neighbouring periods by more than a limit.

use std::collections::BTreeMap;

use super::{Check, CheckType, Declared, Finding, Findings, Subject};
use crate::diag::{Code, Diagnostic, Report, Severity};
use crate::input::value::{Form, Kind, key, required};
use crate::stats::{self, CodeIndex, Number, Observation, Period, Record};

pub(super) static TYPE: CheckType = CheckType {
    name: "change",
    form: &CHANGE,
    // A large change may be true.
    severity: Severity::Warning,
    read,
};

static CHANGE: Form = Form {
    title: "no value changes by more between periods",
    keys: &[&[
        super::CHECK,
        required("measure", Kind::Text, "the measure"),
        required(
            "percent",
            Kind::Number,
            "the largest change, in per cent of the earlier value",
        ),
        key(
            "from",
            Kind::Number,
            "values below it, both of them, are not compared",
        ),
    ]],
    is_open: false,
};

#[derive(Debug)]
struct Change {
    measure: String,
    /// The largest change, in per cent of the earlier value.
    percent: Number,
    /// Values below it, both of them, are not compared.
    from: Number,
}

fn read(declared: &Declared<'_>, report: &mut Report) -> Option<Box<dyn Check>> {
    Some(Box::new(Change {
        measure: declared.measure("measure", report)?,
        percent: declared.limit("percent", report)?,
        from: declared.limit("from", report)?,
    }))
}

impl Check for Change {
    fn fields(&self) -> Vec<String> {
        vec![self.measure.clone()]
    }

    fn run(&self, subject: &Subject<'_>, findings: &mut Findings<'_>, _: &mut Report) {
        let (measure, percent, from) = (&self.measure, self.percent, self.from);
        let dataset = subject.dataset;
        let (Some(position), Some((time, dimension))) =
            (dataset.measure(measure), subject.periods())
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
                    let label = format!("{before} in the period before");
                    Finding::new(later, measure, diagnostic).with(earlier, measure, label)
                });
            }
        }
    }
}
