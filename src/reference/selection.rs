//! From `where` to a slice.

use std::collections::BTreeSet;

use super::name;
use crate::content::{Filter, Select};
use crate::data::Catalog;
use crate::diag::{Code, Diagnostic, Report, Span, listed};
use crate::input::value::Text;
use crate::stats::{Dataset, Dimension, Member, Selection, Slice};

/// The slice that a figure shows. Dimensions in `varying` stand on a channel and may have several
/// members; every other dimension has exactly one, or all its codes together where the `measures`
/// that are shown are added up over them. `place` is where the figure names the dataset.
pub fn slice<'a>(
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
        match name::dimension_of(dataset, &filter.dimension) {
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
            let total = name::total_member(dataset, position, measures);
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

/// The members of a dimension that a filter takes, in its order; `None` when it names one that there is
/// not, which is reported.
pub fn members(
    catalog: &Catalog,
    dimension: &Dimension,
    filter: &Filter,
    report: &mut Report,
) -> Option<Vec<Member>> {
    let mut find = |text: &Text| match name::member(catalog, dimension, &text.text) {
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
