//! References to a measure of a dataset, and the key at which it is observed.

use crate::data::{Catalog, Resource};
use crate::diag::{Code, Diagnostic, listed};
use crate::stats::{
    self, Dataset, Dimension, DimensionKind, Member, Observation, Period, Reads, Record,
};

/// A measure of a dataset.
#[derive(Clone, Copy, Debug)]
pub(super) struct MeasureRef<'a> {
    pub(super) resource: &'a Resource,
    pub(super) dataset: &'a Dataset,
    pub(super) measure: usize,
}

impl MeasureRef<'_> {
    /// The unit of the measure, in one language; `None` when it is not stated.
    pub(super) fn unit(&self) -> Option<String> {
        let name = &self.dataset.measures[self.measure].name;
        let unit = &self.resource.field(name)?.unit;
        let language = unit.languages().next()?.clone();
        unit.get(&language).map(str::to_owned)
    }
}

/// The dataset of a name, or a diagnostic without place.
pub(super) fn dataset<'a>(
    catalog: &'a Catalog,
    name: &str,
) -> Result<(&'a Resource, &'a Dataset), Diagnostic> {
    match (catalog.resource(name), catalog.dataset(name)) {
        (Some(resource), Some(dataset)) => Ok((resource, dataset)),
        _ => Err(Diagnostic::error(
            Code::UnknownResource,
            format!("there is no dataset `{name}`"),
        )
        .expected("the name of a dataset of datapackage.json")
        .did_you_mean(name, catalog.dataset_names())),
    }
}

/// Resolves `dataset.measure`; the diagnostic has no place.
pub(super) fn measure<'a>(
    catalog: &'a Catalog,
    reference: &str,
) -> Result<MeasureRef<'a>, Diagnostic> {
    let Some((name, field)) = reference.split_once('.') else {
        return Err(Diagnostic::error(
            Code::UnknownField,
            format!("`{reference}` is not a dataset and a measure"),
        )
        .expected("a reference such as `admissions.admitted`"));
    };
    let (resource, dataset) = dataset(catalog, name)?;
    let measure = measure_of(dataset, field)?;
    Ok(MeasureRef {
        resource,
        dataset,
        measure,
    })
}

/// The measure of a name in a dataset; the diagnostic has no place.
pub(super) fn measure_of(dataset: &Dataset, name: &str) -> Result<usize, Diagnostic> {
    dataset.measure(name).ok_or_else(|| {
        Diagnostic::error(
            Code::UnknownField,
            format!("`{}` has no measure `{name}`", dataset.name),
        )
        .expected(format!(
            "one of its measures: {}",
            listed(dataset.measures.iter().map(|m| m.name.as_str()))
        ))
        .did_you_mean(name, dataset.measures.iter().map(|m| m.name.as_str()))
    })
}

/// The dimension of a name in a dataset; the diagnostic has no place.
pub(super) fn dimension_of(dataset: &Dataset, name: &str) -> Result<usize, Diagnostic> {
    dataset.dimension(name).ok_or_else(|| {
        Diagnostic::error(
            Code::UnknownField,
            format!("`{}` has no dimension `{name}`", dataset.name),
        )
        .expected(format!(
            "one of its dimensions: {}",
            listed(dataset.dimensions.iter().map(|d| d.name.as_str()))
        ))
        .did_you_mean(name, dataset.dimensions.iter().map(|d| d.name.as_str()))
    })
}

/// The member of a dimension with this code; the diagnostic has no place. A valid period that no
/// record has is a member too: what is observed there is missing.
pub(super) fn member(
    catalog: &Catalog,
    dimension: &Dimension,
    text: &str,
) -> Result<Member, Diagnostic> {
    if let Some(code) = dimension.codes.find(text) {
        return Ok(Member::Code(code));
    }
    if dimension.is_period()
        && let Ok(period) = Period::parse(text)
    {
        return Ok(Member::EmptyPeriod(period));
    }
    let diagnostic = Diagnostic::error(
        Code::UnknownCode,
        format!("`{text}` is not a code of `{}`", dimension.name),
    );
    Err(match &dimension.kind {
        DimensionKind::Period(_) => diagnostic
            .expected("a period such as 2024 or 2024-H1")
            .did_you_mean(text, dimension.codes.codes().map(stats::Code::as_str)),
        DimensionKind::Text => diagnostic
            .expected("a value that occurs in the data")
            .did_you_mean(text, dimension.codes.codes().map(stats::Code::as_str)),
        DimensionKind::CodeList(name) => {
            let diagnostic = diagnostic.expected(format!("a code of the list `{name}`"));
            let list = catalog.code_list(name);
            match list.and_then(|list| list.suggestion(text)) {
                Some(suggestion) => diagnostic.hint(suggestion),
                None => diagnostic,
            }
        }
    })
}

/// The member that a dimension takes when nothing names it: its total, or all its codes together
/// where every one of the measures is added up over them. The diagnostic has no place.
pub(super) fn total_member(
    dataset: &Dataset,
    dimension: usize,
    measures: &[usize],
) -> Result<Member, Diagnostic> {
    let found = &dataset.dimensions[dimension];
    let sums = |measure: &usize| dataset.measures[*measure].sums_over.contains(&dimension);
    if found.total.is_none() && !measures.is_empty() && measures.iter().all(sums) {
        return Ok(Member::All);
    }
    found.total.map(Member::Code).ok_or_else(|| {
        let example = found.codes.codes().next().map_or("…", stats::Code::as_str);
        Diagnostic::error(
            Code::DimensionNotFixed,
            format!(
                "the dimension `{}` of `{}` is not fixed",
                found.name, dataset.name
            ),
        )
        .expected("one code of every dimension without a total")
        .hint(format!(
            "name its code, for example {} = \"{example}\"",
            found.name
        ))
    })
}

/// The period of a member, if its dimension is one of periods.
pub(super) fn period(dimension: &Dimension, member: Member) -> Option<Period> {
    match member {
        Member::Code(code) => dimension.period(code),
        Member::EmptyPeriod(period) => Some(period),
        Member::All => None,
    }
}

/// The record of a dataset at a key: codes by the names of dimensions, of which those that are not
/// named take their total. The diagnostic has no place.
pub fn record_of(
    catalog: &Catalog,
    resource: &str,
    key: &[(String, String)],
) -> Result<Record, Diagnostic> {
    let (_, dataset) = dataset(catalog, resource)?;
    let mut members: Vec<Option<Member>> = vec![None; dataset.dimensions.len()];
    for (name, code) in key {
        let position = dimension_of(dataset, name)?;
        members[position] = Some(member(catalog, &dataset.dimensions[position], code)?);
    }
    let mut codes = Vec::new();
    for (position, member) in members.into_iter().enumerate() {
        let member = match member {
            Some(member) => member,
            None => total_member(dataset, position, &[])?,
        };
        codes.push(member.code());
    }
    let codes: Option<Vec<stats::CodeIndex>> = codes.into_iter().collect();
    let record = codes.and_then(|codes| dataset.find(&codes));
    record.ok_or_else(|| {
        let named: Vec<String> = key
            .iter()
            .map(|(name, code)| format!("{name}={code}"))
            .collect();
        Diagnostic::error(
            Code::MissingCell,
            format!("`{resource}` has no record of {}", named.join(",")),
        )
        .expected("the key of a record")
    })
}

/// The code of all codes together, as SDMX writes it.
const ALL: &str = "_T";

/// The code of a member as text.
pub(super) fn code_text(dimension: &Dimension, member: Member) -> String {
    match member {
        Member::Code(code) => dimension.codes.code(code).to_string(),
        Member::EmptyPeriod(period) => period.to_string(),
        Member::All => ALL.to_owned(),
    }
}

/// A measure that is joined to the rows of another dataset: it shares the dimensions of the same
/// name and takes the total of the rest.
#[derive(Clone, Debug)]
pub(super) struct Join<'a> {
    pub(super) measure: MeasureRef<'a>,
    /// Whether a part of a year is looked up under its year.
    pub(super) whole_year: bool,
    /// For each dimension of the joined dataset: where its member comes from.
    from: Vec<From>,
}

#[derive(Clone, Copy, Debug)]
enum From {
    /// The dimension of the rows' dataset.
    Shared(usize),
    /// Always this member.
    Fixed(Member),
}

impl<'a> Join<'a> {
    /// Joins a measure to the rows of `rows`; the diagnostic has no place.
    pub(super) fn new(
        measure: MeasureRef<'a>,
        rows: &Dataset,
        whole_year: bool,
    ) -> Result<Join<'a>, Diagnostic> {
        let dataset = measure.dataset;
        let from = dataset
            .dimensions
            .iter()
            .enumerate()
            .map(
                |(position, dimension)| match rows.dimension(&dimension.name) {
                    Some(shared) => Ok(From::Shared(shared)),
                    None => total_member(dataset, position, &[measure.measure]).map(From::Fixed),
                },
            );
        Ok(Join {
            from: from.collect::<Result<_, _>>()?,
            measure,
            whole_year,
        })
    }

    /// Refuses a measure that is not added up over a dimension which the rows leave open; the
    /// diagnostic has no place.
    pub(super) fn refuse_open(&self, is_open: impl Fn(usize) -> bool) -> Result<(), Diagnostic> {
        for (position, from) in self.from.iter().enumerate() {
            if let From::Shared(shared) = *from
                && is_open(shared)
            {
                total_member(self.measure.dataset, position, &[self.measure.measure])?;
            }
        }
        Ok(())
    }

    /// What the joined measure is for a key of the rows' dataset.
    pub(super) fn observe(&self, rows: &Dataset, key: &[Member], reads: &Reads) -> Observation {
        let dataset = self.measure.dataset;
        let members: Option<Vec<Member>> = self
            .from
            .iter()
            .zip(&dataset.dimensions)
            .map(|(from, dimension)| match *from {
                From::Fixed(member) => Some(member),
                From::Shared(shared) if key[shared] == Member::All => {
                    let position = dataset.dimension(&dimension.name)?;
                    total_member(dataset, position, &[self.measure.measure]).ok()
                }
                From::Shared(shared) => {
                    let (own, member) = (&rows.dimensions[shared], key[shared]);
                    let text = match period(own, member) {
                        Some(period) if self.whole_year => period.whole_year().to_string(),
                        Some(_) | None => code_text(own, member),
                    };
                    dimension.codes.find(&text).map(Member::Code)
                }
            })
            .collect();
        members.map_or(Observation::MISSING, |key| {
            dataset.observe(&key, self.measure.measure, reads)
        })
    }
}
