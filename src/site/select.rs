//! From `where` to a slice.

use std::collections::BTreeSet;

use super::join;
use crate::content::{Filter, Select};
use crate::data::Catalog;
use crate::diag::{Code, Diagnostic, Report, Span, listed};
use crate::input::value::Text;
use crate::locale::{Language, Locale};
use crate::stats::{self, Dataset, Dimension, Member, Selection, Slice};

/// The slice that a figure shows. Dimensions in `varying` stand on a channel and may have several
/// members; every other dimension has exactly one, or all its codes together where the `measures`
/// that are shown are added up over them. `place` is where the figure names the dataset.
pub(super) fn slice<'a>(
    catalog: &Catalog,
    dataset: &'a Dataset,
    filters: &[Filter],
    (varying, measures): (&[usize], &[usize]),
    place: &Span,
    report: &mut Report,
) -> Option<Slice<'a>> {
    let mut given: Vec<Option<(Vec<Member>, &Span)>> = vec![None; dataset.dimensions.len()];
    let mut sound = true;
    for filter in filters {
        let span = &filter.dimension_span;
        match join::dimension_of(dataset, &filter.dimension) {
            Ok(position) => {
                let dimension = &dataset.dimensions[position];
                let members = members(catalog, dimension, filter, report);
                sound &= members.is_some();
                given[position] = Some((members.unwrap_or_default(), span));
            }
            Err(diagnostic) => {
                report.push(diagnostic.at(span));
                sound = false;
            }
        }
    }
    if !sound {
        return None;
    }
    let mut selection = Vec::new();
    for (position, given) in given.into_iter().enumerate() {
        let varies = varying.contains(&position);
        // Where it stands is found out only when something is wrong.
        let span = given.as_ref().map_or(place, |(_, span)| span);
        let given = given.map(|(members, _)| members);
        match decide((dataset, measures), position, given, varies) {
            Ok(members) => selection.push(members),
            Err(diagnostic) => {
                report.push(diagnostic.at(span));
                sound = false;
            }
        }
    }
    sound.then(|| Slice::new(dataset, Selection { members: selection }))
}

/// The members of a dimension; the diagnostic has no place.
fn decide(
    (dataset, measures): (&Dataset, &[usize]),
    position: usize,
    given: Option<Vec<Member>>,
    varies: bool,
) -> Result<Vec<Member>, Diagnostic> {
    let dimension = &dataset.dimensions[position];
    let members = match given {
        Some(given) => given,
        None if varies => {
            let codes = dimension.codes.indices();
            let parts = codes.filter(|index| dimension.total != Some(*index));
            parts.map(Member::Code).collect()
        }
        None => {
            let total = join::total_member(dataset, position, measures);
            return Ok(vec![total?]);
        }
    };
    if members.is_empty() {
        return Err(Diagnostic::error(
            Code::EmptyFigure,
            format!("no code of `{}` is selected", dimension.name),
        )
        .expected("at least one code of every dimension"));
    }
    if !varies && members.len() > 1 {
        return Err(Diagnostic::error(
            Code::DimensionNotFixed,
            format!(
                "`{}` is given {} codes but stands on no channel",
                dimension.name,
                members.len()
            ),
        )
        .expected("one code, or the dimension as `x`, `y`, `color`, in `rows` or as `columns`"));
    }
    Ok(members)
}

pub(super) fn members(
    catalog: &Catalog,
    dimension: &Dimension,
    filter: &Filter,
    report: &mut Report,
) -> Option<Vec<Member>> {
    let mut find = |text: &Text| match join::member(catalog, dimension, &text.text) {
        Ok(member) => Some(member),
        Err(diagnostic) => {
            report.push(diagnostic.at(&text.span));
            None
        }
    };
    match &filter.select {
        Select::Codes(texts) => {
            let members: Vec<Option<Member>> = texts.iter().map(find).collect();
            let members: Vec<Member> = members.into_iter().collect::<Option<_>>()?;
            let mut seen = BTreeSet::new();
            for (position, member) in members.iter().enumerate() {
                if !seen.insert(*member) {
                    let text = &texts[position];
                    report.push(
                        text.error(Code::BadBlock, format!("`{}` is selected twice", text.text))
                            .expected("each code once"),
                    );
                    return None;
                }
            }
            Some(members)
        }
        Select::ChildrenOf(text) => {
            let parent = find(text)?.code()?;
            let children = dimension.codes.children(parent).iter().copied();
            Some(
                children
                    .filter(|child| dimension.total != Some(*child))
                    .map(Member::Code)
                    .collect(),
            )
        }
        Select::Level(text) => {
            let level_of = |index| dimension.codes.entry(index).level.as_deref();
            let members: Vec<Member> = dimension
                .codes
                .indices()
                .filter(|index| level_of(*index) == Some(text.text.as_str()))
                .map(Member::Code)
                .collect();
            if members.is_empty() {
                let mut levels: Vec<&str> = Vec::new();
                for level in dimension.codes.indices().filter_map(level_of) {
                    if !levels.contains(&level) {
                        levels.push(level);
                    }
                }
                let expected = match levels.as_slice() {
                    [] => "a code list with a column of levels".to_owned(),
                    levels => format!("one of {}", listed(levels.iter().copied())),
                };
                report.push(
                    text.error(
                        Code::UnknownCode,
                        format!("`{}` has no level `{}`", dimension.name, text.text),
                    )
                    .expected(expected)
                    .did_you_mean(&text.text, levels),
                );
                return None;
            }
            Some(members)
        }
    }
}

/// A member in words.
pub(super) fn label(
    catalog: &Catalog,
    dimension: &Dimension,
    member: Member,
    locale: &Locale,
    fallback: &Language,
) -> String {
    match member {
        Member::Code(code) => catalog.label(dimension, code, locale, fallback),
        Member::EmptyPeriod(period) => locale.period(period),
        Member::All => locale.words().get("figure.all").to_owned(),
    }
}

/// Whether a member is the total of its dimension.
pub(super) fn is_total(dimension: &Dimension, member: Member) -> bool {
    member == Member::All || dimension.total.is_some() && member.code() == dimension.total
}

/// The order in which an author asks for rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// As the code list, or as `where` lists them.
    AsListed,
    /// Smallest number first.
    Ascending,
    /// Largest number first.
    Descending,
    /// By name, as the language sorts.
    Label,
}

impl Sort {
    /// Reads `sort`; `None` when it is no order.
    pub(super) fn read(text: Option<&Text>, report: &mut Report) -> Option<Sort> {
        let Some(text) = text else {
            return Some(Sort::AsListed);
        };
        let known = [
            ("value", Sort::Ascending),
            ("-value", Sort::Descending),
            ("label", Sort::Label),
        ];
        let found = known.iter().find(|(name, _)| *name == text.text);
        if found.is_none() {
            report.push(
                text.error(Code::BadBlock, format!("`{}` is not an order", text.text))
                    .expected("`value`, `-value` or `label`"),
            );
        }
        found.map(|(_, sort)| *sort)
    }

    /// Puts items in order. Absent numbers come last; equal numbers and absent ones are in order
    /// of labels.
    pub(super) fn apply<T>(
        self,
        items: &mut [T],
        locale: &Locale,
        number: impl Fn(&T) -> Option<stats::Number>,
        label: impl Fn(&T) -> String,
    ) {
        use std::cmp::Ordering;
        let by_label = |a: &T, b: &T| locale.compare(&label(a), &label(b));
        let by_number = |a: &T, b: &T, descending: bool| match (number(a), number(b)) {
            (Some(a), Some(b)) if descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        match self {
            Sort::AsListed => {}
            Sort::Label => items.sort_by(by_label),
            Sort::Ascending => {
                items.sort_by(|a, b| by_number(a, b, false).then_with(|| by_label(a, b)));
            }
            Sort::Descending => {
                items.sort_by(|a, b| by_number(a, b, true).then_with(|| by_label(a, b)));
            }
        }
    }
}
