//! Computations over one row of a figure: its measures, and what they are held against.

use std::collections::BTreeMap;

use super::maker::FigureMaker;
use crate::content::ValueColumn;
use crate::data::Resource;
use crate::diag::{Code, Report};
use crate::expression::{Expression, ExpressionKind};
use crate::reference::{Evaluator, FigureValue, Join, MeasureRef, RowValue, Scope};
use crate::stats::{Dataset, Member, Period, Reads};

/// The name of the target among the values of a row.
pub(super) const TARGET: &str = "target";

/// The dataset that rows are of, and the target that is joined to it.
#[derive(Clone, Copy)]
pub(super) struct RowData<'r, 'a> {
    pub(super) resource: &'a Resource,
    pub(super) dataset: &'a Dataset,
    pub(super) target: Option<&'r Join<'a>>,
}

impl<'a> FigureMaker<'a> {
    /// An expression at a key: its names are the measures of the dataset, and the target.
    pub(super) fn row_value(
        &self,
        data: RowData<'_, 'a>,
        key: &[Member],
        expression: &Expression,
        report: &mut Report,
    ) -> Option<FigureValue> {
        let names = names(data, key, expression, self.evaluator.context.reads);
        let evaluator = Evaluator::new(self.evaluator.context, Scope::Row(&names));
        let mut figure = evaluator
            .figure(expression)
            .map_err(|diagnostic| report.push(diagnostic))
            .ok()?;
        if figure.absent.take().is_some() {
            report.push(expression.span.error(
                Code::BadExpression,
                "a figure has no `absent`: it prints the mark of the status",
            ));
            return None;
        }
        Some(figure)
    }
}

/// The values that the names of a row stand for: those that an expression uses, or all where it
/// uses one that there is not, so that it can be told which there are.
fn names(
    data: RowData<'_, '_>,
    key: &[Member],
    expression: &Expression,
    reads: &Reads,
) -> BTreeMap<String, RowValue> {
    let dataset = data.dataset;
    let used = expression.names();
    let is_known = |name: &&str| *name == TARGET || dataset.measure(name).is_some();
    let all = !used.iter().all(is_known);
    let is_wanted = |name: &str| all || used.contains(&name);
    let mut members = dataset.dimensions.iter().zip(key);
    let period = members.find_map(|(dimension, member)| dimension.period_of(*member));
    let mut names: BTreeMap<String, RowValue> = BTreeMap::new();
    let measures = dataset.measures.iter().enumerate();
    for (position, measure) in measures.filter(|(_, measure)| is_wanted(&measure.name)) {
        let reference = MeasureRef {
            resource: data.resource,
            dataset,
            position,
        };
        names.insert(
            measure.name.clone(),
            RowValue {
                observation: dataset.observe(key, position, reads),
                decimals: measure.decimals,
                unit: reference.unit(),
                period,
            },
        );
    }
    if let Some(join) = data.target.filter(|_| is_wanted(TARGET)) {
        let measure = join.measure.measure();
        names.insert(
            TARGET.to_owned(),
            RowValue {
                observation: join.observe(dataset, key, reads),
                decimals: measure.decimals,
                unit: join.measure.unit(),
                period: if join.whole_year {
                    period.map(Period::whole_year)
                } else {
                    period
                },
            },
        );
    }
    names
}

impl ValueColumn {
    /// The measures of a dataset that the column names.
    pub(super) fn measures(&self, dataset: &Dataset) -> Vec<usize> {
        let names = self.expression.names().into_iter();
        names.filter_map(|name| dataset.measure(name)).collect()
    }
}

/// The machine name of a computed column: `percent_admitted_target`.
pub(super) fn computed_name(expression: &Expression) -> String {
    match &expression.kind {
        ExpressionKind::Name(name) => name.replace('.', "_"),
        ExpressionKind::Number(number) => number.to_string().replace(['.', '-'], "_"),
        ExpressionKind::Text(text) => text.clone(),
        ExpressionKind::Call(call) => {
            let mut parts = vec![call.name.clone()];
            parts.extend(call.positional.iter().map(computed_name));
            parts.join("_")
        }
        ExpressionKind::Comparison(comparison) => computed_name(&comparison.left),
    }
}
