//! Cards: the pictures that stand for pages where their addresses are shared.

use super::Site;
use super::address::Address;
use super::inputs::{CardInputs, Download};
use super::page::{Page, PageKind, document_group};
use crate::config::FileFormat;

/// The word for it among the files of a document, and how its file is called.
pub(super) const CARD: &str = "card";

impl Site<'_> {
    /// The card of a page: its own, or that of the front page. Services ask for it by its absolute
    /// address; there is none where the site's host is not known.
    pub(super) fn card(&self, page: &Page<'_>) -> Option<CardInputs> {
        let base_url = &self.config.base_url;
        if has_own_card(page) {
            let file = card_file(&page.address);
            return Some(CardInputs {
                href: file.absolute(base_url)?,
                path: Some(file.output_path()),
            });
        }
        let front = self.page(&document_group("index"), &page.language);
        let front = front.filter(|front| has_own_card(front))?;
        Some(CardInputs {
            href: card_file(&front.address).absolute(base_url)?,
            path: None,
        })
    }

    /// The file of a page's own card.
    pub(super) fn card_download(&self, page: &Page<'_>) -> Option<Download> {
        let path = self.card(page)?.path?;
        let name = (CARD.to_owned(), None);
        let file = Address::file(path);
        Some(Download::new(
            FileFormat::Png,
            &file,
            &name,
            &self.config.base_url,
        ))
    }
}

/// Whether a page has a card of its own. Pages for every code ask for it: a picture takes longer than a
/// page.
fn has_own_card(page: &Page<'_>) -> bool {
    if !FileFormat::Png.is_made() {
        return false;
    }
    match &page.kind {
        PageKind::NotFound => false,
        PageKind::Resource(_) | PageKind::DataIndex | PageKind::SiteIndex => true,
        PageKind::Document { document, base } => {
            let front = &base.unwrap_or(document).front;
            match &front.files {
                Some(files) => files.iter().any(|file| file.text == CARD),
                None => front.each.is_none(),
            }
        }
    }
}

fn card_file(page: &Address) -> Address {
    page.join(&format!("{CARD}.{}", FileFormat::Png.ending()))
}
