//! What the names in documents mean: datasets, measures, dimensions and codes.

use crate::data::{Catalog, Resource};
use crate::diag::{Code, Diagnostic, listed};
use crate::stats::{
    self, Dataset, Dimension, DimensionKind, Measure, Member, Observation, Period, Reads, Record,
};

/// A measure of a dataset.
#[derive(Clone, Copy, Debug)]
pub struct MeasureRef<'a> {
    /// What is said of the dataset.
    pub resource: &'a Resource,
    /// Its records.
    pub dataset: &'a Dataset,
    /// The position among its measures.
    pub position: usize,
}

impl<'a> MeasureRef<'a> {
    /// What is observed at a member of each dimension.
    pub fn observe(&self, key: &[Member], reads: &Reads) -> Observation {
        self.dataset.observe(key, self.position, reads)
    }

    /// What is said of its numbers.
    pub fn measure(&self) -> &'a Measure {
        &self.dataset.measures[self.position]
    }

    /// The unit of the measure, in one language; `None` when it is not stated.
    pub fn unit(&self) -> Option<String> {
        let name = &self.measure().name;
        let unit = &self.resource.field(name)?.unit;
        let language = unit.languages().next()?.clone();
        unit.get(&language).map(str::to_owned)
    }
}

/// The dataset of a name, or a diagnostic without place.
pub fn dataset<'a>(
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
pub fn measure<'a>(catalog: &'a Catalog, reference: &str) -> Result<MeasureRef<'a>, Diagnostic> {
    let Some((name, field)) = reference.split_once('.') else {
        return Err(Diagnostic::error(
            Code::UnknownField,
            format!("`{reference}` is not a dataset and a measure"),
        )
        .expected("a reference such as `admissions.admitted`"));
    };
    let (resource, dataset) = dataset(catalog, name)?;
    Ok(MeasureRef {
        resource,
        dataset,
        position: measure_of(dataset, field)?,
    })
}

/// The measure of a name in a dataset; the diagnostic has no place.
pub fn measure_of(dataset: &Dataset, name: &str) -> Result<usize, Diagnostic> {
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
pub fn dimension_of(dataset: &Dataset, name: &str) -> Result<usize, Diagnostic> {
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
pub fn member(catalog: &Catalog, dimension: &Dimension, text: &str) -> Result<Member, Diagnostic> {
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
pub fn total_member(
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
