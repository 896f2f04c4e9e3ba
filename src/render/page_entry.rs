//! What the files about the whole site tell of a page: it is kept, so that they can be made without
//! looking at the page again.

use serde::{Deserialize, Serialize};

use super::{figures, view};
use crate::site::PageInputs;

/// A page as lists of the whole site tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageEntry {
    /// The tag of its language.
    pub language: String,
    /// The name of its kind.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// When it was published, as ISO 8601 writes it.
    pub date: Option<String>,
    /// When the newest of its datasets last changed.
    pub updated: Option<String>,
    /// Its charts and tables.
    pub figures: Vec<FigureEntry>,
    /// The paths of its other files: citations, a feed, a calendar, a card.
    pub files: Vec<String>,
}

/// A chart or table of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureEntry {
    /// Its anchor, with which the names of its files begin.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The endings of its files.
    pub files: Vec<String>,
    /// Whether it has a page for the pages of others.
    pub embed: bool,
}

impl PageEntry {
    /// The entry of a page with these files besides those of its figures.
    pub(super) fn new(inputs: &PageInputs, files: Vec<String>) -> PageEntry {
        let figures = figures(&inputs.content).map(|figure| FigureEntry {
            id: figure.id.clone(),
            title: figure.title.clone(),
            files: figure
                .downloads
                .iter()
                .map(|download| download.format.ending().to_owned())
                .collect(),
            embed: figure.embed.is_some(),
        });
        PageEntry {
            language: inputs.site.language.clone(),
            kind: view::kind(&inputs.content).to_owned(),
            title: inputs.title.clone(),
            date: inputs.date.as_ref().map(|date| date.iso.clone()),
            updated: inputs.updated.as_ref().map(|date| date.iso.clone()),
            figures: figures.collect(),
            files,
        }
    }

    /// The day on which it last changed, as far as dates are given.
    pub fn last_changed(&self) -> Option<&str> {
        let dates = [self.date.as_deref(), self.updated.as_deref()];
        dates.into_iter().flatten().max()
    }
}
