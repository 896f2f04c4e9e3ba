//! Columns of dimensions: from texts to codes.

use std::sync::Arc;

use super::Reading;
use crate::data::catalog::Catalog;
use crate::data::cell::FieldDescriptor;
use crate::data::cell::{CheckedText, Role, shown};
use crate::data::codes::CodeListResource;
use crate::data::problems::MOST_REPORTED;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Severity};
use crate::stats::{Code, CodeIndex, CodeList, Dimension, DimensionKind, Period};

impl Reading<'_, '_> {
    /// A dimension, and the code of each distinct text of its column; no codes when some keys are
    /// wrong, and nothing when the file does not have the field.
    pub(super) fn dimension(
        &mut self,
        position: usize,
        catalog: &Catalog,
    ) -> Option<(Dimension, Option<Vec<u32>>)> {
        self.columns[position]?;
        let field = self.field(position);
        let known = field
            .code_list
            .as_ref()
            .and_then(|name| Some((name, catalog.code_list(name)?)));
        let mut unknown = 0;
        let checked = self.check_texts(position, Role::Key, |checked| {
            if let (Some((name, list)), Some(text)) = (known, &checked.text)
                && list.list.find(text).is_none()
            {
                unknown += 1;
                checked.problems = vec![unknown_code(text, field, name, list, unknown)];
            }
        });
        let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
        let is_wrong = |checked: &CheckedText| checked.problems.iter().any(is_error);
        let all_known = !checked.iter().any(is_wrong);
        let texts: Vec<&str> = checked
            .iter()
            .map(|checked| checked.text.as_deref().unwrap_or_default())
            .collect();
        let (kind, list, positions) = match known {
            Some((name, list)) => {
                let find = |text: &&str| list.list.find(text).map_or(0, CodeIndex::as_u32);
                let positions = texts.iter().map(find).collect();
                (
                    DimensionKind::CodeList(name.clone()),
                    list.list.clone(),
                    positions,
                )
            }
            None => collected(&texts, field),
        };
        let total = self.total(field, &list);
        let dimension = Dimension {
            name: field.name.clone(),
            kind,
            codes: list,
            total,
            parts: Vec::new(),
        };
        Some((dimension, all_known.then_some(positions)))
    }

    fn total(&mut self, field: &FieldDescriptor, list: &CodeList) -> Option<CodeIndex> {
        let total = field.total.as_ref()?;
        let found = list.find(total);
        if found.is_none() && !list.is_empty() {
            let location = self.resource.location.clone();
            self.texts.problems.push(|| {
                Diagnostic::error(
                    DiagnosticCode::UnknownCode,
                    format!(
                        "the total code `{total}` of `{}` does not exist",
                        field.name
                    ),
                )
                .at(location)
                .did_you_mean(total, list.codes().map(Code::as_str))
            });
        }
        found
    }
}

/// The codes that occur, in an order on which the order of records has no influence: that of the
/// field's categories, of the periods, or of the letters. Also the position of each text.
fn collected(texts: &[&str], field: &FieldDescriptor) -> (DimensionKind, Arc<CodeList>, Vec<u32>) {
    let is_period = field.kind.is_period();
    let period = |text: &str| Period::parse(text).ok().filter(|_| is_period);
    let categories = &field.constraints.categories;
    let rank = |text: &str| categories.place(text);
    let mut order: Vec<usize> = (0..texts.len()).collect();
    if is_period || !categories.is_empty() {
        order.sort_by_cached_key(|&text| (rank(texts[text]), period(texts[text]), texts[text]));
    } else {
        order.sort_unstable_by_key(|&text| texts[text]);
    }
    let mut codes: Vec<&str> = Vec::with_capacity(texts.len());
    let mut positions = vec![0; texts.len()];
    for text in order {
        if codes.last() != Some(&texts[text]) {
            codes.push(texts[text]);
        }
        positions[text] = CodeIndex::new(codes.len() - 1).as_u32();
    }
    let kind = if is_period {
        DimensionKind::Period(codes.iter().filter_map(|text| period(text)).collect())
    } else {
        DimensionKind::Text
    };
    let list = CodeList::flat(codes.into_iter().map(Code::new));
    (kind, Arc::new(list), positions)
}

/// That a text is no code of its list. Texts are numbered in the order of their first records, and
/// looking for a code that may be meant takes time: only for the first of them it is looked for.
pub(super) fn unknown_code(
    text: &str,
    field: &FieldDescriptor,
    name: &str,
    list: &CodeListResource,
    number: usize,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        DiagnosticCode::BrokenForeignKey,
        format!(
            "`{}` in `{}` is not a code of `{name}`",
            shown(text),
            field.name
        ),
    )
    .expected(format!("a code of the list `{name}`"));
    match (number <= MOST_REPORTED)
        .then(|| list.suggestion(text))
        .flatten()
    {
        Some(suggestion) => diagnostic.hint(suggestion),
        None => diagnostic,
    }
}
