//! Files to take away: their formats, where they are, and what they say of themselves.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::config::FileFormat;

use super::{FigureInputs, Licence, PageInputs, PrintedDate};

/// A file to take away.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Download {
    /// Its format.
    pub format: FileFormat,
    /// Where it is.
    pub href: String,
    /// Its path in the published tree.
    pub path: String,
    /// The name under which a reader keeps it, which tells files of different days apart.
    pub name: String,
    /// Its size in bytes; unknown to whoever has not made it.
    pub bytes: Option<usize>,
}

/// What templates see of a file alone, whose format says enough.
impl Serialize for Download {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Download", 4)?;
        fields.serialize_field("format", self.format.name())?;
        fields.serialize_field("href", &self.href)?;
        fields.serialize_field("name", &self.name)?;
        fields.serialize_field("media_type", self.format.media_type())?;
        fields.end()
    }
}

/// What a file says of itself besides its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Colophon {
    /// The machine name, which the names of files begin with.
    pub name: String,
    /// The title.
    pub title: String,
    /// What it is in a sentence; may be empty.
    pub description: String,
    /// Who produced the data.
    pub source: Option<String>,
    /// What readers must know besides.
    pub notes: Vec<String>,
    /// The site.
    pub site: String,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The licences of the data.
    pub licences: Vec<Licence>,
    /// The page on which the numbers stand, if the site's host is known.
    pub url: Option<String>,
    /// When the data last changed.
    pub updated: Option<PrintedDate>,
    /// The tag of the language of its words.
    pub language: String,
}

impl Colophon {
    /// What the files of a figure say of themselves.
    pub fn of_figure(page: &PageInputs, figure: &FigureInputs) -> Colophon {
        Colophon {
            name: figure.id.clone(),
            title: figure.title.clone(),
            description: figure.subtitle.clone(),
            source: figure.source.clone(),
            notes: figure.notes.clone(),
            site: page.site.title.clone(),
            publisher: page.site.publisher.clone(),
            licences: figure.licences.clone(),
            url: page
                .canonical
                .as_ref()
                .map(|page| format!("{page}#{}", figure.id)),
            updated: figure.updated.clone(),
            language: page.site.language.clone(),
        }
    }
}
