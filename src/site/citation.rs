//! How a page is cited: in words, and in files for programs.

use super::Site;
use super::assemble::printed;
use super::inputs::{CiteInputs, Download};
use super::page::{Page, PageKind};
use super::releases;
use crate::config::{BaseUrl, FileFormat, Holds};
use crate::content::{Kind, slug};
use crate::stats::Date;

/// How the files of a citation are called, before their ending.
const FILE_STEM: &str = "cite";

impl Site<'_> {
    /// How a page of this edition is cited.
    pub(super) fn cite(
        &self,
        page: &Page<'_>,
        edition: Option<Date>,
        is_dataset: bool,
    ) -> CiteInputs {
        let base_url = &self.config.base_url;
        let shared = self.shared_inputs(&page.language);
        let address = page.address.as_str().trim_matches('/');
        let year = edition.map(|date| date.year().to_string());
        let parts = std::iter::once(slug(&address.replace('/', " ")));
        let key: Vec<String> = parts.chain(year).filter(|part| !part.is_empty()).collect();
        CiteInputs {
            organisation: shared
                .publisher
                .clone()
                .unwrap_or_else(|| shared.title.clone()),
            title: page.title.clone(),
            date: edition.map(|date| printed(date, self.locale(&page.language))),
            url: page.address.absolute(base_url),
            language: page.language.tag().to_owned(),
            key: key.join("-"),
            is_dataset,
            files: files(page, base_url),
        }
    }
}

impl Site<'_> {
    /// The files that belong to a page besides those of its figures.
    pub(super) fn own_files(&self, page: &Page<'_>) -> Vec<Download> {
        let own = match (&page.kind, page.document_kind()) {
            (PageKind::Resource(_), _) | (_, Some(Kind::Article)) => {
                files(page, &self.config.base_url)
            }
            (_, Some(Kind::Releases)) => vec![releases::calendar_file(page, self)],
            (_, _) => Vec::new(),
        };
        let others = [self.feed_download(page), self.card_download(page)];
        own.into_iter()
            .chain(others.into_iter().flatten())
            .collect()
    }
}

/// The files of the citation of a page.
fn files(page: &Page<'_>, base_url: &BaseUrl) -> Vec<Download> {
    let formats = FileFormat::holding(&[Holds::Citation]);
    formats
        .map(|format| {
            let address = page
                .address
                .join(&format!("{FILE_STEM}.{}", format.ending()));
            Download::new(format, &address, &(FILE_STEM.to_owned(), None), base_url)
        })
        .collect()
}
