//! What authors let pass, each with the reason, for whoever looks after the site.

use super::Site;
use crate::content::{Document, Piece, TemplatePart};
use crate::diag::{Location, Span};
use crate::expression::{Expression, ExpressionKind, Function};

/// A rule that is not to hold somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverRecord {
    /// The rule: the code of a diagnostic, or the check of a dataset.
    pub rule: String,
    /// Where it is waived.
    pub place: WaiverPlace,
    /// Why, as it was written.
    pub reason: String,
}

/// Where a rule is waived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaiverPlace {
    /// At a place of a file.
    File(Box<Location>),
    /// In a dataset, for some codes by dimension.
    Dataset(String, Vec<(String, String)>),
}

impl Site<'_> {
    /// Everything that is waived: in the descriptor, then in documents, in the order of both.
    pub fn waivers(&self) -> Vec<WaiverRecord> {
        let language = self.config.default_language();
        let mut all = Vec::new();
        for resource in &self.catalog.resources {
            all.extend(resource.waivers.iter().map(|waiver| {
                let at = waiver.at.iter();
                let reason = waiver.reason.in_language(language, language);
                WaiverRecord {
                    rule: waiver.check.clone(),
                    place: WaiverPlace::Dataset(
                        resource.name.clone(),
                        at.map(|(name, code)| (name.clone(), code.clone()))
                            .collect(),
                    ),
                    reason: reason.unwrap_or_default().to_owned(),
                }
            }));
        }
        for document in self.documents.iter() {
            all.extend(of_document(document));
        }
        all
    }
}

fn of_document(document: &Document) -> Vec<WaiverRecord> {
    let at = |span: &Span| WaiverPlace::File(Box::new(span.location()));
    let front = document.front.waive.iter().map(|waiver| WaiverRecord {
        rule: waiver.rule.text.clone(),
        place: at(&waiver.rule.span),
        reason: waiver.reason.clone(),
    });
    let figures = document.body.figures.iter();
    let figures = figures.flat_map(|figure| &figure.words.waive);
    let figures = figures.map(|waived| WaiverRecord {
        rule: waived.rule.clone(),
        place: at(&waived.rule_span),
        reason: plain(&waived.reason.parts),
    });
    let pieces = document.body.pieces.iter();
    let typed = pieces.filter_map(|piece| match piece {
        Piece::Expression(expression) => Some((why_typed(expression)?, expression)),
        _ => None,
    });
    let typed = typed.map(|(why, expression)| WaiverRecord {
        rule: crate::diag::Code::TypedNumber.name().to_owned(),
        place: at(&expression.span),
        reason: why.to_owned(),
    });
    let all = front.chain(figures).chain(typed);
    all.collect()
}

/// Why a number was typed, if an expression is one that was.
fn why_typed(expression: &Expression) -> Option<&str> {
    let ExpressionKind::Call(call) = &expression.kind else {
        return None;
    };
    let why = call
        .named
        .first()
        .filter(|_| call.function == Some(Function::Typed))?;
    match &why.value.kind {
        ExpressionKind::Text(text) => Some(text),
        _ => None,
    }
}

fn plain(parts: &[TemplatePart]) -> String {
    let texts = parts.iter().filter_map(|part| match part {
        TemplatePart::Text(text) => Some(text.as_str()),
        TemplatePart::Expression(_) => None,
    });
    texts.collect()
}
