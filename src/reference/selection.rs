//! From `where` to a slice: what a document decides is looked up once, what only a page knows there.

use std::collections::BTreeSet;

use super::evaluator::{Evaluated, Evaluator};
use super::name;
use crate::content::{Filter, Select};
use crate::data::Catalog;
use crate::diag::{Code, Diagnostic, Report, Span, listed};
use crate::input::value::Text;
use crate::stats::{Dataset, Dimension, Member, Selection, Slice};

/// The part of a dataset that a figure shows.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    dataset: &'a Dataset,
    /// The dimensions that stand on a channel and may have several members; every other one has exactly
    /// one, or all its codes together where the measures that are shown are added up over them.
    varying: Vec<usize>,
    chosen: Vec<Chosen<'a>>,
}

/// The members of a dimension.
#[derive(Clone, Debug)]
pub enum Chosen<'a> {
    /// These, in this order.
    Members(Vec<Member>),
    /// Those that a filter takes on the page: it names the page's own code.
    OnPage(&'a Filter),
}

/// What a figure asks of a dataset.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The dataset.
    pub dataset: &'a Dataset,
    /// Where the figure names it.
    pub place: &'a Span,
    /// Its `where`.
    pub filters: &'a [Filter],
}

impl<'a> Chosen<'a> {
    /// What a filter takes of a dimension; `None` when it names what there is not, which is reported.
    pub fn of(
        catalog: &Catalog,
        dimension: &Dimension,
        filter: &'a Filter,
        report: &mut Report,
    ) -> Option<Chosen<'a>> {
        if filter.select.codes().any(|code| code.variable().is_some()) {
            return Some(Chosen::OnPage(filter));
        }
        members(catalog, dimension, filter, report).map(Chosen::Members)
    }

    /// The members on a page; `None` when one of them is none, which is reported.
    pub fn members(
        &self,
        dimension: &Dimension,
        evaluator: &Evaluator<'_>,
        report: &mut Report,
    ) -> Option<Vec<Member>> {
        match self {
            Chosen::Members(members) => Some(members.clone()),
            Chosen::OnPage(filter) => {
                let find = |text: &Text| evaluator.member(dimension, &text.text);
                found(dimension, filter, find, report)
            }
        }
    }
}

impl<'a> Part<'a> {
    /// Looks up what a figure of these `varying` dimensions and these `measures` asks for; `None` when
    /// something of it is wrong, which is reported.
    pub fn of(
        catalog: &Catalog,
        asked: Asked<'a>,
        varying: Vec<usize>,
        measures: &[usize],
        report: &mut Report,
    ) -> Option<Part<'a>> {
        let dataset = asked.dataset;
        let mut given: Vec<Option<(Chosen<'a>, &Span)>> = vec![None; dataset.dimensions.len()];
        let mut sound = true;
        for filter in asked.filters {
            let span = &filter.dimension_span;
            match name::dimension_of(dataset, &filter.dimension) {
                Ok(position) => {
                    let dimension = &dataset.dimensions[position];
                    let chosen = Chosen::of(catalog, dimension, filter, report);
                    sound &= chosen.is_some();
                    given[position] = chosen.map(|chosen| (chosen, span));
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
        let mut chosen = Vec::new();
        for (position, given) in given.into_iter().enumerate() {
            let dimension = &dataset.dimensions[position];
            let varies = varying.contains(&position);
            let (decided, span) = match given {
                Some((chosen, span)) => (Ok(chosen), span),
                None if varies => (Ok(Chosen::Members(parts(dimension))), asked.place),
                None => {
                    let total = name::total_member(dataset, position, measures);
                    (total.map(|total| Chosen::Members(vec![total])), asked.place)
                }
            };
            let decided = decided.and_then(|chosen| match &chosen {
                Chosen::Members(members) => check(dimension, members, varies).map(|()| chosen),
                Chosen::OnPage(_) => Ok(chosen),
            });
            match decided {
                Ok(decided) => chosen.push(decided),
                Err(diagnostic) => {
                    report.push(diagnostic.at(span));
                    sound = false;
                }
            }
        }
        sound.then_some(Part {
            dataset,
            varying,
            chosen,
        })
    }

    /// The slice on a page; `None` when something is wrong with it, which is reported, and where it is
    /// made of the parts of the page's own code and that has none: then the page does without the figure.
    pub fn slice(&self, evaluator: &Evaluator<'_>, report: &mut Report) -> Option<Slice<'a>> {
        let chosen = || self.chosen.iter().zip(&self.dataset.dimensions);
        if chosen().any(|(chosen, dimension)| chosen.is_without_parts(dimension, evaluator)) {
            return None;
        }
        let mut sound = true;
        let mut selection = Vec::new();
        for (position, (chosen, dimension)) in chosen().enumerate() {
            let Some(members) = chosen.members(dimension, evaluator, report) else {
                sound = false;
                continue;
            };
            if let Chosen::OnPage(filter) = chosen
                && let Err(wrong) = check(dimension, &members, self.varying.contains(&position))
            {
                report.push(wrong.at(&filter.dimension_span));
                sound = false;
            }
            selection.push(members);
        }
        sound.then(|| Slice::new(self.dataset, Selection { members: selection }))
    }
}

impl Chosen<'_> {
    /// Whether it takes the parts of the page's own code, and that has none.
    fn is_without_parts(&self, dimension: &Dimension, evaluator: &Evaluator<'_>) -> bool {
        let Chosen::OnPage(filter) = self else {
            return false;
        };
        let Select::ChildrenOf(text) = &filter.select else {
            return false;
        };
        let member = evaluator.member(dimension, &text.text);
        let code = member.ok().and_then(Member::code);
        code.is_some_and(|code| dimension.codes.children(code).is_empty())
    }
}

/// All codes of a dimension but its total.
fn parts(dimension: &Dimension) -> Vec<Member> {
    let codes = dimension.codes.indices();
    let parts = codes.filter(|index| dimension.total != Some(*index));
    parts.map(Member::Code).collect()
}

/// Refuses no member, and several of a dimension that does not vary; the diagnostic has no place.
fn check(dimension: &Dimension, members: &[Member], varies: bool) -> Evaluated<()> {
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
    Ok(())
}

/// The members of a dimension that a filter takes, in its order; `None` when it names one that there is
/// not, which is reported.
pub fn members(
    catalog: &Catalog,
    dimension: &Dimension,
    filter: &Filter,
    report: &mut Report,
) -> Option<Vec<Member>> {
    let find = |text: &Text| name::member(catalog, dimension, &text.text);
    found(dimension, filter, find, report)
}

fn found(
    dimension: &Dimension,
    filter: &Filter,
    find: impl Fn(&Text) -> Evaluated<Member>,
    report: &mut Report,
) -> Option<Vec<Member>> {
    let mut find = |text: &Text| {
        let found = find(text).map_err(|diagnostic| report.push(diagnostic.at(&text.span)));
        found.ok()
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
