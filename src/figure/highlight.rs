//! What an author sets off in a chart: categories, or series.

use std::collections::BTreeSet;

use super::category::CategoryData;
use super::channel::Channels;
use crate::content::ChartData;
use crate::diag::{Code, Diagnostic, Report, Reported};
use crate::input::value::Text;
use crate::reference::Evaluator;
use crate::stats::{Member, Slice};

/// The members that are set off.
#[derive(Clone, Debug, Default)]
pub(super) struct Highlight {
    pub(super) categories: BTreeSet<Member>,
    pub(super) series: BTreeSet<Member>,
}

impl Highlight {
    /// Refuses a highlighted category that is beyond a limit.
    pub(super) fn refuse_hidden(
        &self,
        data: &ChartData,
        slice: &Slice<'_>,
        channels: &Channels<'_>,
        categories: &[CategoryData],
        report: &mut Report,
    ) -> Result<(), Reported> {
        let is_shown = |member: &&Member| categories.iter().any(|p| p.member == Some(**member));
        let mut hidden = self.categories.iter().filter(|member| !is_shown(member));
        let (Some(member), Some(limit)) = (hidden.next(), &data.limit) else {
            return Ok(());
        };
        let code = slice.dataset().dimensions[channels.category].code_text(*member);
        report.push(
            limit
                .span
                .error(
                    Code::BadBlock,
                    format!("`{code}` is highlighted and beyond the limit"),
                )
                .expected("a limit that shows what is set off"),
        );
        Err(Reported)
    }

    /// Finds the codes among the categories that a chart shows, else among its series. `None` when
    /// one of them is neither.
    pub(super) fn read(
        codes: &[Text],
        slice: &Slice<'_>,
        channels: &Channels<'_>,
        evaluator: &Evaluator<'_>,
        report: &mut Report,
    ) -> Option<Highlight> {
        let mut highlight = Highlight::default();
        let mut is_sound = true;
        for text in codes {
            let find = |dimension: usize| {
                evaluator.member(&slice.dataset().dimensions[dimension], &text.text)
            };
            let shown = |dimension: usize| {
                let member = find(dimension).ok()?;
                slice.members(dimension).contains(&member).then_some(member)
            };
            if let Some(member) = shown(channels.category) {
                highlight.categories.insert(member);
                continue;
            }
            if let Some(member) = channels.color.and_then(shown) {
                highlight.series.insert(member);
                continue;
            }
            let is_code = |dimension: usize| find(dimension).is_ok();
            let exists = is_code(channels.category) || channels.color.is_some_and(is_code);
            let diagnostic = match find(channels.category) {
                Err(diagnostic) if !exists => diagnostic,
                _ => Diagnostic::error(
                    Code::BadBlock,
                    format!("`{}` is highlighted but not shown", text.text),
                )
                .expected("a code that `where` selects"),
            };
            report.push(diagnostic.at(&text.span));
            is_sound = false;
        }
        is_sound.then_some(highlight)
    }
}
