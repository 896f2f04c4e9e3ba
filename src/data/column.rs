//! Columns of a dataset: how the cells of each become codes, observations or texts.

use std::collections::HashMap;
use std::sync::Arc;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::catalog::CodeListResource;
use super::cell::{self, shown};
use super::descriptor::{FieldDescriptor, FieldKind};
use super::problems::Problems;
use crate::diag::{Code as DiagnosticCode, Diagnostic, Location};
use crate::stats::{
    Absence, Cell, Code, CodeIndex, CodeList, Dimension, DimensionKind, Observation, Period,
    Qualifiers, Status, StatusError,
};

/// How the cells of one dimension become codes.
pub(super) struct DimensionReader<'a> {
    pub(super) column: usize,
    pub(super) field: &'a FieldDescriptor,
    pub(super) codes: CodesReader<'a>,
    pub(super) keys: Vec<CodeIndex>,
    /// The text of the last record and its code: neighbouring records mostly agree.
    pub(super) last: Option<(String, CodeIndex)>,
}

pub(super) enum CodesReader<'a> {
    /// Codes of a code list that is already loaded.
    Known {
        name: String,
        list: &'a CodeListResource,
    },
    /// Codes that are collected as they occur.
    Collected {
        found: HashMap<String, CodeIndex>,
        codes: Vec<Code>,
    },
}

/// How the cells of one measure become observations.
pub(super) struct MeasureReader<'a> {
    pub(super) column: usize,
    pub(super) field: &'a FieldDescriptor,
    /// The column that qualifies it.
    pub(super) status: Option<usize>,
    pub(super) observations: Vec<Observation>,
}

pub(super) struct AttributeReader<'a> {
    pub(super) column: usize,
    pub(super) field: &'a FieldDescriptor,
    /// The code list that the texts must be codes of.
    pub(super) codes: Option<(String, &'a CodeListResource)>,
    pub(super) texts: Vec<Option<Arc<str>>>,
}

impl DimensionReader<'_> {
    pub(super) fn code(
        &mut self,
        text: &str,
        composed: &ComposingNormalizerBorrowed<'_>,
    ) -> Result<CodeIndex, Diagnostic> {
        if let Some((last, code)) = &self.last
            && last == text
        {
            return Ok(*code);
        }
        let normal = composed.normalize(text);
        let code = match &mut self.codes {
            CodesReader::Known { name, list } => list
                .list
                .find(&normal)
                .ok_or_else(|| unknown_code(text, self.field, name, list))?,
            CodesReader::Collected { found, codes } => {
                if normal.is_empty() {
                    return Err(Diagnostic::error(
                        DiagnosticCode::WrongType,
                        format!("`{}` is blank", self.field.name),
                    )
                    .expected("a value: the field is part of the key"));
                }
                if normal.trim() != normal {
                    return Err(surrounded_by_space(text, self.field));
                }
                match found.get(normal.as_ref()) {
                    Some(code) => *code,
                    None => {
                        match self.field.kind {
                            FieldKind::Period => drop(cell::period(text, self.field)?),
                            FieldKind::Date => drop(cell::date(text, self.field)?),
                            FieldKind::Text | FieldKind::Integer | FieldKind::Number => {}
                        }
                        let code = CodeIndex::new(codes.len());
                        codes.push(Code::new(&normal));
                        found.insert(normal.into_owned(), code);
                        code
                    }
                }
            }
        };
        self.last = Some((text.to_owned(), code));
        Ok(code)
    }

    /// The dimension, and its column with final positions: collected codes are put in order, so
    /// that the order of records has no influence.
    pub(super) fn finish(
        self,
        place: &Location,
        problems: &mut Problems<'_>,
    ) -> (Dimension, Vec<CodeIndex>) {
        let (kind, list, keys) = match self.codes {
            CodesReader::Known { name, list } => {
                (DimensionKind::CodeList(name), list.list.clone(), self.keys)
            }
            CodesReader::Collected { codes, .. } => {
                let mut order: Vec<usize> = (0..codes.len()).collect();
                let period = |position: usize| Period::parse(codes[position].as_str()).ok();
                order.sort_by(|&a, &b| (period(a), &codes[a]).cmp(&(period(b), &codes[b])));
                let mut position_of = vec![CodeIndex::new(0); codes.len()];
                for (position, &earlier) in order.iter().enumerate() {
                    position_of[earlier] = CodeIndex::new(position);
                }
                let kind = if self.field.kind == FieldKind::Period {
                    DimensionKind::Period(order.iter().filter_map(|&p| period(p)).collect())
                } else {
                    DimensionKind::Text
                };
                let list = CodeList::flat(order.iter().map(|&position| codes[position].clone()));
                let keys = self
                    .keys
                    .iter()
                    .map(|key| position_of[key.as_usize()])
                    .collect();
                (kind, Arc::new(list), keys)
            }
        };
        let total = self.field.total.as_ref().and_then(|total| {
            let found = list.find(total);
            if found.is_none() && !list.is_empty() {
                problems.push(|_| {
                    Diagnostic::error(
                        DiagnosticCode::UnknownCode,
                        format!(
                            "the total code `{total}` of `{}` does not exist",
                            self.field.name
                        ),
                    )
                    .at(place.clone())
                    .did_you_mean(total, list.codes().map(Code::as_str))
                });
            }
            found
        });
        let dimension = Dimension {
            name: self.field.name.clone(),
            kind,
            codes: list,
            total,
        };
        (dimension, keys)
    }
}

impl MeasureReader<'_> {
    /// The observation of a cell and its status, or the column that is wrong and why.
    pub(super) fn observation(
        &self,
        text: &str,
        status: Option<(usize, &str)>,
    ) -> Result<Observation, (usize, Diagnostic)> {
        let (absence, qualifiers) = match status {
            None => (None, Qualifiers::NONE),
            Some((column, status)) => Status::parse_column(status)
                .map_err(|error| (column, unknown_status(&error, status)))?,
        };
        let cell = match (text.is_empty(), absence) {
            (false, None) => {
                Cell::Number(cell::number(text, self.field).map_err(|d| (self.column, d))?)
            }
            (true, Some(absence)) => Cell::Absent(absence),
            (true, None) => return Err((self.column, self.blank_without_reason())),
            (false, Some(absence)) => {
                return Err((self.column, self.value_and_reason(text, absence)));
            }
        };
        Ok(Observation { cell, qualifiers })
    }

    fn blank_without_reason(&self) -> Diagnostic {
        let diagnostic = Diagnostic::error(
            DiagnosticCode::BlankWithoutReason,
            format!("`{}` is blank and nothing says why", self.field.name),
        )
        .expected("a number, or a reason in the status column");
        if self.status.is_some() {
            diagnostic.hint("write the number, or `O` (missing), `M` (not applicable) or `Q` (suppressed) in the status column")
        } else {
            diagnostic.hint(format!(
                "write the number, or add a status column with `\"yearbook\": {{ \"status\": \"{}\" }}` to the schema",
                self.field.name
            ))
        }
    }

    fn value_and_reason(&self, text: &str, absence: Absence) -> Diagnostic {
        Diagnostic::error(
            DiagnosticCode::ValueAndReason,
            format!(
                "`{}` is {text}, but its status says that there is no number ({})",
                self.field.name,
                Status::from(absence)
            ),
        )
        .expected("a number or a reason for its absence, not both")
    }
}

impl AttributeReader<'_> {
    pub(super) fn check(&self, text: &str) -> Result<(), Diagnostic> {
        if text.is_empty() {
            return Ok(());
        }
        if let Some((name, list)) = &self.codes
            && list.list.find(text).is_none()
        {
            return Err(unknown_code(text, self.field, name, list));
        }
        match self.field.kind {
            FieldKind::Date => cell::date(text, self.field).map(drop)?,
            FieldKind::Period => cell::period(text, self.field).map(drop)?,
            FieldKind::Text | FieldKind::Integer | FieldKind::Number => {}
        }
        Ok(())
    }
}

fn unknown_code(
    text: &str,
    field: &FieldDescriptor,
    name: &str,
    list: &CodeListResource,
) -> Diagnostic {
    let message = if text.is_empty() {
        format!("`{}` is blank", field.name)
    } else {
        format!(
            "`{}` in `{}` is not a code of `{name}`",
            shown(text),
            field.name
        )
    };
    let diagnostic = Diagnostic::error(DiagnosticCode::BrokenForeignKey, message)
        .expected(format!("a code of the list `{name}`"));
    match list.suggestion(text) {
        Some(suggestion) => diagnostic.hint(suggestion),
        None => diagnostic,
    }
}

/// Two keys that differ by a space look the same to every reader.
fn surrounded_by_space(text: &str, field: &FieldDescriptor) -> Diagnostic {
    Diagnostic::error(
        DiagnosticCode::WrongType,
        format!(
            "`{}` in `{}` begins or ends with a space",
            shown(text),
            field.name
        ),
    )
    .expected("a key without space around it")
}

fn unknown_status(error: &StatusError, text: &str) -> Diagnostic {
    let message = match error {
        StatusError::Unknown(code) => format!("`{code}` is not a status"),
        StatusError::TwoReasons => format!("`{text}` gives two reasons for one absence"),
    };
    Diagnostic::error(DiagnosticCode::UnknownStatus, message)
        .expected("P provisional, E estimated, R revised, B break, O missing, M not applicable, Q suppressed; several with spaces between")
}
