//! Computed columns: which measures they name, and what they are called in files.

use crate::content::ValueColumn;
use crate::expression::{Expression, ExpressionKind};
use crate::stats::Dataset;

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
