//! What editors are told of figures and printed titles. The rules for texts alone are held where
//! these are read.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::figure::FigureMaker;
use super::page::Page;
use crate::content::{Document, FigureBlock, FigureData, idle_waiver, told_to_editor};
use crate::data::Resource;
use crate::diag::{Code, Report};
use crate::expression::ExpressionKind;

/// How many letters of a title a search engine shows: about 600 pixels, measured as letters of a
/// common width.
pub const LONGEST_TITLE: usize = 70;

/// The rules that the figures of a page have broken so far, waived or not.
#[derive(Debug, Default)]
pub(super) struct BrokenRules(RefCell<BTreeSet<Code>>);

impl FigureMaker<'_> {
    /// Reports a figure that does not say where its numbers come from, or in what they are counted.
    pub(super) fn report_unsourced(
        &self,
        (block, data): (&FigureBlock, &FigureData),
        (resource, has_source): (&Resource, bool),
        report: &mut Report,
    ) {
        // A chart that is drawn outside a site is no publication.
        if self.site.is_none() {
            return;
        }
        let mut tell = |code: Code, message: &str, hint: String| {
            self.broken.0.borrow_mut().insert(code);
            if !self.waives(code) {
                let place = block.id.span.location();
                report.push(told_to_editor(code, message, hint).at(place));
            }
        };
        if !has_source {
            let message = format!("the figure `{}` names no source", block.id.text);
            let hint = format!(
                "add `\"sources\": [{{ \"title\": \"…\" }}]` to the resource `{}`",
                resource.name
            );
            tell(Code::MissingSource, &message, hint);
        }
        let lacks_unit = |name: &&str| resource.field(name).is_some_and(|f| f.unit.is_empty());
        if let Some(measure) = self.measures(data).into_iter().find(lacks_unit) {
            let message = format!(
                "the figure `{}` shows numbers without a unit",
                block.id.text
            );
            let hint = format!(
                "add `\"yearbook\": {{ \"unit\": \"…\" }}` to the field `{measure}` of `{}`",
                resource.name
            );
            tell(Code::MissingUnit, &message, hint);
        }
    }

    fn waives(&self, code: Code) -> bool {
        let mut documents = self.base.into_iter().chain([self.document]);
        documents.any(|document| document.front.waives(code))
    }

    /// The measures that a figure names; the numbers that it computes have units of their own.
    fn measures<'d>(&self, data: &'d FigureData) -> Vec<&'d str> {
        let Some(dataset) = self.catalog.dataset(&data.dataset().text) else {
            return Vec::new();
        };
        let names: Vec<&str> = match data {
            FigureData::Chart(chart) => [&chart.x, &chart.y, &chart.color]
                .into_iter()
                .flatten()
                .map(|text| text.text.as_str())
                .collect(),
            FigureData::Table(table) => {
                let values = table.values.iter();
                values
                    .filter_map(|value| match &value.expression.kind {
                        ExpressionKind::Name(name) => Some(name.as_str()),
                        _ => None,
                    })
                    .collect()
            }
        };
        let mut names = names;
        names.retain(|name| dataset.measure(name).is_some());
        names
    }
}

impl BrokenRules {
    /// Reports a printed title that is too long, and waivers that nothing on the page needs.
    pub(super) fn report(&self, page: &Page<'_>, document: &Document, report: &mut Report) {
        let mut broken = self.0.borrow().clone();
        let length = page.title.chars().count();
        if length > LONGEST_TITLE {
            broken.insert(Code::LongTitle);
            if !document.front.waives(Code::LongTitle) {
                let message = format!(
                    "the title has {length} letters, of which a search result shows about {LONGEST_TITLE}"
                );
                let hint = "shorten it, and say the rest in the summary";
                let place = document.front.title_span.location();
                report.push(told_to_editor(Code::LongTitle, &message, hint).at(place));
            }
        }
        // Of pages for every code, one may need what another does not.
        if !page.variables.is_empty() {
            return;
        }
        for waiver in &document.front.waive {
            let held_here = [Code::LongTitle, Code::MissingSource, Code::MissingUnit];
            let code = held_here
                .iter()
                .find(|code| code.name() == waiver.rule.text);
            if code.is_some_and(|code| !broken.contains(code)) {
                let place = waiver.rule.span.location();
                report.push(idle_waiver(&waiver.rule.text).at(place));
            }
        }
    }
}
