//! What the figures of a page are made with.

use crate::data::Catalog;
use crate::locale::{Language, Locale};
use crate::reference::Evaluator;
use crate::stats::{CodeIndex, Dimension};

/// Leads from a code of a dimension to the page that stands for it; `None` where there is none.
pub type LinkOf<'a> = &'a dyn Fn(&Dimension, CodeIndex) -> Option<String>;

/// What the figures of a page are made with: its values and variables, and where its codes lead.
#[derive(Clone, Copy)]
pub struct OnPage<'a> {
    /// The values and variables of the page.
    pub evaluator: &'a Evaluator<'a>,
    /// The pages that codes lead to; `None` where the figure is no part of a site, and is held to no
    /// editorial rule either.
    pub link: Option<LinkOf<'a>>,
    /// Whether the document translates another one: what is wrong with that is reported there.
    pub is_translation: bool,
}

impl<'a> OnPage<'a> {
    pub(super) fn catalog(&self) -> &'a Catalog {
        self.evaluator.context.catalog
    }

    pub(super) fn locale(&self) -> &'a Locale {
        self.evaluator.context.locale
    }

    pub(super) fn fallback(&self) -> &'a Language {
        self.evaluator.context.fallback
    }
}
