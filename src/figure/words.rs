//! The words around the data of a figure: titles of fields, units, labels, the subtitle, the sources.

use super::on_page::OnPage;
use crate::data::Resource;
use crate::reference::{Join, MeasureRef};
use crate::stats::{Dataset, Dimension, Member, Slice};
use crate::table::{Fixed, Role};

impl<'a> OnPage<'a> {
    /// Who produced the data of a figure, and those that they are held against.
    pub(super) fn sources(&self, resource: &Resource, target: Option<&Join<'_>>) -> Option<String> {
        let target = target.map(|target| target.measure.resource);
        let mut sources: Vec<String> = Vec::new();
        for resource in [Some(resource), target].into_iter().flatten() {
            let source = self.source_of(resource);
            sources.extend(source.filter(|source| !sources.contains(source)));
        }
        (!sources.is_empty()).then(|| sources.join("; "))
    }

    /// Who produced the data of a resource.
    fn source_of(&self, resource: &Resource) -> Option<String> {
        let source = resource
            .source
            .in_language(self.locale().language(), self.fallback());
        source.map(str::to_owned)
    }

    /// A field's title in the page's language.
    pub(super) fn field_title(&self, resource: &'a Resource, field: &'a str) -> &'a str {
        resource.field(field).map_or(field, |f| {
            f.title_in(self.locale().language(), self.fallback())
        })
    }

    /// A field's unit in the page's language.
    pub(super) fn unit(&self, resource: &Resource, field: &str) -> Option<String> {
        let unit = &resource.field(field)?.unit;
        unit.in_language(self.locale().language(), self.fallback())
            .map(str::to_owned)
    }

    /// A member in words.
    pub(super) fn label(&self, dataset: &Dataset, dimension: usize, member: Member) -> String {
        let dimension = &dataset.dimensions[dimension];
        self.catalog()
            .member_label(dimension, member, self.locale(), self.fallback())
    }

    /// The page that stands for a member, unless the figure stands on it.
    pub(super) fn href(
        &self,
        dataset: &Dataset,
        dimension: usize,
        member: Member,
    ) -> Option<String> {
        (self.link?)(&dataset.dimensions[dimension], member.code()?)
    }

    /// The dimensions that a figure does not spread, each with its code.
    pub(super) fn fixed(
        &self,
        resource: &'a Resource,
        slice: &Slice<'a>,
        varying: &[usize],
    ) -> Vec<Fixed> {
        let dataset = slice.dataset();
        let dimensions = dataset.dimensions.iter().enumerate();
        dimensions
            .filter(|(position, _)| !varying.contains(position))
            .filter_map(|(position, dimension)| {
                let member = *slice.members(position).first()?;
                Some(Fixed {
                    name: dimension.name.clone(),
                    title: self.field_title(resource, &dimension.name).to_owned(),
                    role: role(dimension),
                    code: dimension.code_text(member),
                    label: self.label(dataset, position, member),
                })
            })
            .collect()
    }

    /// Area and period of a slice where they are fixed, then measure and unit.
    pub(super) fn subtitle(
        &self,
        slice: &Slice<'a>,
        varying: &[usize],
        measure: Option<&MeasureRef<'a>>,
    ) -> String {
        let dataset = slice.dataset();
        let fixed = (0..dataset.dimensions.len()).filter(|d| !varying.contains(d));
        let mut parts: Vec<String> = fixed
            .filter_map(|dimension| {
                let member = *slice.members(dimension).first()?;
                let total = dataset.dimensions[dimension].is_total(member);
                (!total).then(|| self.label(dataset, dimension, member))
            })
            .collect();
        parts.extend(varying.iter().filter_map(|&d| self.period_range(slice, d)));
        parts.extend(measure.map(|measure| {
            let name = &dataset.measures[measure.position].name;
            let title = self.field_title(measure.resource, name);
            match self.unit(measure.resource, name) {
                Some(unit) => self
                    .locale()
                    .words()
                    .fill("figure.measure", &[("measure", title), ("unit", &unit)]),
                None => title.to_owned(),
            }
        }));
        capitalised(&parts.join(" · "))
    }

    /// The first and last period of a dimension that a figure spreads.
    fn period_range(&self, slice: &Slice<'a>, position: usize) -> Option<String> {
        let dimension = &slice.dataset().dimensions[position];
        let periods = slice.members(position).iter();
        let periods = periods.filter_map(|member| dimension.period_of(*member));
        let (first, last) = (periods.clone().min()?, periods.max()?);
        let (first, last) = (self.locale().period(first), self.locale().period(last));
        Some(if first == last {
            first
        } else {
            let words = self.locale().words();
            words.fill("figure.period_range", &[("first", &first), ("last", &last)])
        })
    }
}

/// What a dimension is about: codes with levels are places.
pub fn role(dimension: &Dimension) -> Role {
    let codes = &dimension.codes;
    if dimension.is_period() {
        Role::Time
    } else if codes
        .indices()
        .any(|code| codes.entry(code).level.is_some())
    {
        Role::Place
    } else {
        Role::Other
    }
}

/// The text with a capital first letter: a period such as `first half of 2024` may begin it.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
