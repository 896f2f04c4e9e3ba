//! Columns of dimensions: from texts to codes.

use std::collections::HashMap;
use std::sync::Arc;

use super::Reading;
use crate::data::catalog::{Catalog, CodeListResource};
use crate::data::cell::{CheckedText, Role, shown};
use crate::data::package::FieldDescriptor;
use crate::data::problems::TOLD;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Severity};
use crate::stats::{Code, CodeIndex, CodeList, Dimension, DimensionKind, Period};

impl Reading<'_, '_> {
    /// A dimension and its column; no column when some keys are wrong, and nothing when the file
    /// does not have the field.
    pub(super) fn dimension(
        &mut self,
        position: usize,
        catalog: &Catalog,
    ) -> Option<(Dimension, Option<Vec<CodeIndex>>)> {
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
                let find = |text: &&str| list.list.find(text).unwrap_or(CodeIndex::new(0));
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
        let codes = self.take_codes(position);
        let keys = codes
            .into_iter()
            .map(|code| positions[code as usize])
            .collect();
        let dimension = Dimension {
            name: field.name.clone(),
            kind,
            codes: list,
            total,
        };
        Some((dimension, all_known.then_some(keys)))
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
fn collected(
    texts: &[&str],
    field: &FieldDescriptor,
) -> (DimensionKind, Arc<CodeList>, Vec<CodeIndex>) {
    let period = |text: &str| {
        let is_period = field.kind.is_period();
        Period::parse(text).ok().filter(|_| is_period)
    };
    let categories = &field.constraints.categories;
    let rank = |text: &str| categories.iter().position(|category| category == text);
    let mut codes: Vec<&str> = texts.to_vec();
    codes.sort_by_key(|text| (rank(text), period(text), *text));
    codes.dedup();
    let positions: HashMap<&str, CodeIndex> = codes
        .iter()
        .enumerate()
        .map(|(position, text)| (*text, CodeIndex::new(position)))
        .collect();
    let kind = if field.kind.is_period() {
        DimensionKind::Period(codes.iter().filter_map(|text| period(text)).collect())
    } else {
        DimensionKind::Text
    };
    let list = CodeList::flat(codes.iter().map(|text| Code::new(text)));
    (
        kind,
        Arc::new(list),
        texts.iter().map(|text| positions[text]).collect(),
    )
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
    match (number <= TOLD).then(|| list.suggestion(text)).flatten() {
        Some(suggestion) => diagnostic.hint(suggestion),
        None => diagnostic,
    }
}
