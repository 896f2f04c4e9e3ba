//! Columns of measures: numbers, or reasons for their absence, with what qualifies either.

use super::{FieldRole, Reading};
use crate::data::cell::{CheckedText, FieldType, NumberFormat, Role, checked_number, shown};
use crate::data::cell::{FieldDescriptor, StatusList};
use crate::data::csv::{Coded, RawColumn};
use crate::diag::{Code, Diagnostic};
use crate::stats::{
    Absence, Cell, Number, Observation, ObservationColumn, Qualifiers, Status, StatusError,
};

/// What a text in the column of a measure is.
enum Text {
    Number(Number, Option<Diagnostic>),
    /// No number, and why if the text says so.
    Blank(Option<Absence>),
    Wrong(Diagnostic),
}

/// What the status columns say of one record.
type Statuses = (Option<Absence>, Qualifiers);

/// Nothing said.
const NORMAL: Statuses = (None, Qualifiers::NONE);

/// Whether the numbers of a field can be read without looking at what its texts mean: they are
/// written plainly, and none of them stands for a missing value.
pub(super) fn is_plain(field: &FieldDescriptor) -> bool {
    let plain = NumberFormat::PLAIN;
    let is_plain_format = matches!(
        &field.kind,
        FieldType::Integer(format) | FieldType::Number(format) if *format == plain
    );
    is_plain_format
        && !field
            .missing
            .words()
            .any(|text| Number::parse(text).is_ok())
}

impl Reading<'_, '_> {
    /// The observations of a measure.
    pub(super) fn measure(&mut self, position: usize) -> ObservationColumn {
        let field = self.field(position);
        let column = self.file.column(position).unwrap_or(0);
        let statuses = self.statuses(position);
        let Some(raw) = self.raw(position) else {
            return ObservationColumn::default();
        };
        let (mut observations, odd_rows, odd) = match raw {
            RawColumn::Numbers(numbers) => (
                std::mem::take(&mut numbers.column),
                std::mem::take(&mut numbers.odd_rows),
                std::mem::take(&mut numbers.odd),
            ),
            RawColumn::Coded(coded) => {
                let coded = std::mem::take(coded);
                let records = coded.codes.len();
                let mut observations = ObservationColumn::with_capacity(records);
                (0..records).for_each(|_| observations.push(Observation::MISSING));
                let rows = u32::try_from(records).unwrap_or(u32::MAX);
                (observations, (0..rows).collect(), coded)
            }
        };
        let texts: Vec<Text> = (0..odd.texts.len())
            .map(|code| text_of(odd.texts.at(code), field))
            .collect();
        let is_integer = matches!(field.kind, FieldType::Integer(_));
        let limit = if is_integer { Some(0) } else { field.decimals };
        let is_short = limit.is_none_or(|limit| observations.most_decimals() <= limit);
        if statuses.is_none() && odd_rows.is_empty() && is_short && field.constraints.is_empty() {
            return observations;
        }
        let mut odd_rows = odd_rows.iter().zip(odd.codes.iter()).peekable();
        for row in 0..observations.len() {
            let status = statuses.as_ref().map_or(Some(NORMAL), |s| s[row]);
            let odd = odd_rows.next_if(|(odd_row, _)| **odd_row as usize == row);
            // What a wrong status would have said of the cell is not known.
            let Some(status) = status else { continue };
            let wrong = match odd.map(|(_, code)| &texts[code as usize]) {
                None => {
                    let number = observations.get(row).value().unwrap_or(Number::ZERO);
                    let wrong = value_and_reason(status, field)
                        .or_else(|| self.report_number(row, column, number, field));
                    if wrong.is_none() && status != NORMAL {
                        put(&mut observations, row, number, status);
                    }
                    wrong
                }
                Some(Text::Number(number, warning)) => {
                    if let Some(warning) = warning {
                        let record = self.records.record_of(row);
                        self.texts.push(record, column, warning);
                    }
                    put(&mut observations, row, *number, status);
                    value_and_reason(status, field)
                }
                Some(Text::Blank(reason)) => {
                    self.put_absent(&mut observations, row, *reason, status, position)
                }
                Some(Text::Wrong(diagnostic)) => Some(diagnostic.clone()),
            };
            if let Some(diagnostic) = wrong {
                let record = self.records.record_of(row);
                self.texts.push(record, column, &diagnostic);
            }
        }
        observations
    }

    /// What is wrong with a plain number; a warning is reported at once.
    fn report_number(
        &mut self,
        row: usize,
        column: usize,
        number: Number,
        field: &FieldDescriptor,
    ) -> Option<Diagnostic> {
        let is_whole = !matches!(field.kind, FieldType::Integer(_)) || number.decimals() == 0;
        let is_short = field.decimals.is_none_or(|most| number.decimals() <= most);
        if is_whole && is_short && field.constraints.admit(number) {
            return None;
        }
        match checked_number(&number.to_string(), field) {
            Err(diagnostic) => Some(diagnostic),
            Ok((_, warning)) => {
                let record = self.records.record_of(row);
                warning.inspect(|warning| self.texts.push(record, column, warning));
                None
            }
        }
    }

    fn put_absent(
        &self,
        observations: &mut ObservationColumn,
        row: usize,
        reason: Option<Absence>,
        (status, qualifiers): Statuses,
        position: usize,
    ) -> Option<Diagnostic> {
        let field = self.field(position);
        let absence = match (reason, status) {
            (Some(text), Some(status)) if text != status => {
                return Some(
                    Diagnostic::error(
                        Code::UnknownStatus,
                        format!(
                            "the text of `{}` says {}, its status {}",
                            field.name,
                            Status::from(text),
                            Status::from(status)
                        ),
                    )
                    .expected("one reason for one absence"),
                );
            }
            (Some(absence), _) | (None, Some(absence)) => absence,
            (None, None) => return Some(self.blank_without_reason(position)),
        };
        if field.constraints.required {
            return Some(
                Diagnostic::error(Code::BrokenConstraint, format!("`{}` is blank", field.name))
                    .expected("a number: the field is required"),
            );
        }
        observations.set(
            row,
            Observation {
                cell: Cell::Absent(absence),
                qualifiers,
            },
        );
        None
    }

    fn blank_without_reason(&self, position: usize) -> Diagnostic {
        let field = self.field(position);
        let diagnostic = Diagnostic::error(
            Code::BlankWithoutReason,
            format!("`{}` is blank and nothing says why", field.name),
        )
        .expected("a number, or a reason in the status column");
        let has_status = self.resource.fields.iter().any(|field| {
            let status = field.status;
            status.is_some_and(|status| status.measure == position)
        });
        if has_status {
            diagnostic.hint("write the number, or `O` (missing), `M` (not applicable) or `Q` (suppressed) in the status column")
        } else {
            diagnostic.hint(format!(
                "write the number, or add a status column with `\"yearbook\": {{ \"status\": \"{}\" }}` to the schema; if every blank means the same, add `\"yearbook\": {{ \"missing\": {{ \"\": \"missing\" }} }}` to the field",
                field.name
            ))
        }
    }

    /// What the status columns of a measure say of each record, or nothing where one of them is
    /// wrong; `None` when it has none.
    fn statuses(&mut self, measure: usize) -> Option<Vec<Option<Statuses>>> {
        let mut all: Option<Vec<Option<Statuses>>> = None;
        for position in 0..self.resource.fields.len() {
            let Some(status) = self.field(position).status.filter(|s| s.measure == measure) else {
                continue;
            };
            if FieldRole::of(self.resource, self.file, position) != FieldRole::Status {
                continue;
            }
            let parse = |text: &str| match status.list {
                StatusList::Observation => Status::parse_column(text),
                StatusList::Confidentiality => Status::parse_confidentiality(text),
            };
            let field = self.field(position);
            let checked = self.check_texts(position, Role::Attribute, |checked| {
                let parsed = checked.text.as_deref().map(parse);
                if let (Some(Err(error)), Some(text)) = (parsed, &checked.text) {
                    checked.problems = vec![unknown_status(&error, text, field, status.list)];
                }
            });
            let parsed: Vec<Option<Statuses>> = checked
                .iter()
                .map(|checked: &CheckedText| {
                    parse(checked.text.as_deref().unwrap_or_default()).ok()
                })
                .collect();
            let Some(RawColumn::Coded(Coded { codes, .. })) = self.raw(position) else {
                continue;
            };
            match &mut all {
                None => all = Some(codes.iter().map(|code| parsed[code as usize]).collect()),
                Some(all) => {
                    let mut contradicted = Vec::new();
                    for (row, (own, code)) in all.iter_mut().zip(codes.iter()).enumerate() {
                        let both = own.zip(parsed[code as usize]);
                        *own = both.map(|(one, other)| (one.0.max(other.0), one.1.union(other.1)));
                        if let Some(((Some(one), _), (Some(other), _))) = both
                            && one != other
                        {
                            contradicted.push((row, one, other));
                            *own = None;
                        }
                    }
                    self.report_contradictions(position, &contradicted);
                }
            }
        }
        all
    }
}

impl Reading<'_, '_> {
    /// Reports the records in which two status columns give different reasons for one absence.
    fn report_contradictions(&mut self, position: usize, found: &[(usize, Absence, Absence)]) {
        let column = self.file.column(position).unwrap_or(0);
        for &(row, one, other) in found {
            let diagnostic = Diagnostic::error(
                Code::UnknownStatus,
                format!(
                    "`{}` says {}, another status column {}",
                    self.field(position).name,
                    Status::from(other),
                    Status::from(one)
                ),
            )
            .expected("one reason for one absence");
            let record = self.records.record_of(row);
            self.texts.push(record, column, &diagnostic);
        }
    }
}

/// That there is a number although its status says that there is none.
fn value_and_reason((absence, _): Statuses, field: &FieldDescriptor) -> Option<Diagnostic> {
    let absence = Status::from(absence?);
    Some(
        Diagnostic::error(
            Code::ValueAndReason,
            format!(
                "`{}` has a number, but its status says that there is none ({absence})",
                field.name
            ),
        )
        .expected("a number or a reason for its absence, not both"),
    )
}

fn put(
    observations: &mut ObservationColumn,
    row: usize,
    number: Number,
    (_, qualifiers): Statuses,
) {
    observations.set(
        row,
        Observation {
            cell: Cell::Number(number),
            qualifiers,
        },
    );
}

fn text_of(raw: &[u8], field: &FieldDescriptor) -> Text {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text,
        Err(error) => {
            let byte = raw[error.valid_up_to()];
            let message = format!("byte 0x{byte:02X} is not UTF-8");
            return Text::Wrong(Diagnostic::error(Code::BadUtf8, message).expected("UTF-8"));
        }
    };
    if text.is_empty() || field.missing.holds(text) {
        return Text::Blank(field.missing.reason(text));
    }
    match checked_number(text, field) {
        Ok((number, warning)) => Text::Number(number, warning),
        Err(diagnostic) => Text::Wrong(with_status_hint(diagnostic, text)),
    }
}

/// A symbol in place of a number is mostly a reason for its absence.
fn with_status_hint(diagnostic: Diagnostic, text: &str) -> Diagnostic {
    let is_symbol = text.chars().count() <= 4
        && !text.contains(char::is_numeric)
        && !text.contains(char::is_whitespace);
    if !is_symbol {
        return diagnostic;
    }
    diagnostic.hint(format!(
        "if `{}` says why there is no number, add `\"yearbook\": {{ \"missing\": {{ \"{0}\": \"missing\" }} }}` to the schema (or \"not-applicable\", \"suppressed\")",
        shown(text)
    ))
}

fn unknown_status(
    error: &StatusError,
    text: &str,
    field: &FieldDescriptor,
    list: StatusList,
) -> Diagnostic {
    let message = match error {
        StatusError::Unknown(code) => {
            format!("`{}` in `{}` is not a status", shown(code), field.name)
        }
        StatusError::TwoReasons => {
            format!("`{}` gives two reasons for one absence", shown(text))
        }
    };
    let expected = match list {
        StatusList::Observation => {
            "P provisional, E estimated, R revised, B break, F forecast, U of low reliability, D defined differently, O missing, M not applicable, Q suppressed; several with spaces between"
        }
        StatusList::Confidentiality => "F free, C confidential or another code of CL_CONF_STATUS",
    };
    Diagnostic::error(Code::UnknownStatus, message).expected(expected)
}
