//! What was changed after it was published: on the page of its dataset, on pages that show its
//! numbers, and in the register of them all.

use super::Site;
use super::assemble::printed;
use super::inputs::{PageLink, RevisionInputs};
use super::page::RawPage;
use crate::data::{self, Catalog, Content, Disclosure, Resource, Revision, RevisionKind};
use crate::diag::{Code, Diagnostic, Report, Source};
use crate::locale::{Language, LocalText};
use crate::stats::Reads;

/// The id of the table of versions on the page of a dataset.
pub(super) const VERSIONS_ID: &str = "versions";

impl Site<'_> {
    /// The revisions of all datasets, the newest first.
    pub(super) fn all_revisions(&self, language: &Language) -> Vec<RevisionInputs> {
        let resources = self.catalog.resources.iter();
        let mut all: Vec<RevisionInputs> = resources
            .flat_map(|resource| self.revisions(resource, language))
            .collect();
        // Those of one day stay in the order of their datasets.
        all.sort_by(|a, b| b.date.iso.cmp(&a.date.iso));
        all
    }

    /// The revisions of a resource, the newest first.
    pub(super) fn revisions(
        &self,
        resource: &Resource,
        language: &Language,
    ) -> Vec<RevisionInputs> {
        let revisions = resource.about.revisions.iter();
        revisions
            .map(|revision| self.revision(resource, revision, language))
            .collect()
    }

    /// The corrections of what a page shows, as far as their entries say which cells they are about.
    pub(super) fn corrections_of(&self, reads: &Reads, language: &Language) -> Vec<RevisionInputs> {
        let names = reads.names();
        let of_page = self.corrected.entries.iter().filter(|entry| {
            let resource = &self.catalog.resources[entry.resource];
            let is_about_all = resource.about.revisions[entry.revision].affected.is_empty();
            names.contains(&resource.name)
                && (is_about_all || entry.cells.clone().any(|cells| reads.has_read(cells)))
        });
        let mut corrections: Vec<RevisionInputs> = of_page
            .map(|entry| {
                let resource = &self.catalog.resources[entry.resource];
                self.revision(
                    resource,
                    &resource.about.revisions[entry.revision],
                    language,
                )
            })
            .collect();
        corrections.sort_by(|a, b| b.date.iso.cmp(&a.date.iso));
        corrections
    }

    fn revision(
        &self,
        resource: &Resource,
        revision: &Revision,
        language: &Language,
    ) -> RevisionInputs {
        let locale = self.locale(language);
        let fallback = self.config.default_language();
        let text = |text: &LocalText| {
            let text = text.in_language(language, fallback);
            text.unwrap_or_default().to_owned()
        };
        let dataset = self.link_to_data(resource, language);
        let (title, href) = dataset
            .map(|link| (link.title, link.href))
            .unwrap_or_default();
        RevisionInputs {
            kind: locale
                .words()
                .get(&format!("revisions.kind.{}", revision.kind.name()))
                .to_owned(),
            is_correction: revision.kind == RevisionKind::Correction,
            date: printed(revision.date, locale),
            what: text(&revision.what),
            why: text(&revision.why),
            affected: self.affected_words(resource, revision, language),
            dataset: PageLink {
                title,
                href: format!("{href}#{VERSIONS_ID}"),
            },
            replaced: revision
                .replaced
                .as_ref()
                .and_then(|path| self.superseded_file(path)),
        }
    }

    /// The cells that an entry is about, in words: `Admitted: Hải Dương, 2023`.
    fn affected_words(
        &self,
        resource: &Resource,
        revision: &Revision,
        language: &Language,
    ) -> Vec<String> {
        let Content::Dataset(dataset) = &resource.content else {
            return Vec::new();
        };
        let fallback = self.config.default_language();
        let title = |name: &str| {
            let field = resource.field(name);
            field
                .map_or(name, |field| field.title_in(language, fallback))
                .to_owned()
        };
        let parts = revision.affected.iter().map(|part| {
            let measures: Vec<String> = part.measures.iter().map(|m| title(&m.text)).collect();
            let codes = part.codes.iter().flat_map(|(dimension, codes)| {
                let codes = codes.iter();
                codes.map(|code| self.place(dataset, &dimension.text, &code.text, language))
            });
            let codes: Vec<String> = codes.collect();
            let both = [measures.join(", "), codes.join(", ")];
            let both: Vec<String> = both.into_iter().filter(|words| !words.is_empty()).collect();
            both.join(": ")
        });
        parts.filter(|words| !words.is_empty()).collect()
    }

    fn superseded_file(&self, path: &str) -> Option<PageLink> {
        let raw = self.raw_pages.iter().find(|raw| raw.path == path)?;
        Some(PageLink {
            title: raw.address.file_name().to_owned(),
            href: raw.address.href(&self.config.base_url),
        })
    }

    /// Reports superseded files that are not published, and those that hold what is confidential now.
    pub(super) fn report_superseded(&self, report: &mut Report) {
        for resource in &self.catalog.resources {
            for revision in &resource.about.revisions {
                let Some(path) = &revision.replaced else {
                    continue;
                };
                if let Some(raw) = self.raw_pages.iter().find(|raw| raw.path == path) {
                    report_disclosed(self.catalog, resource, revision, raw, report);
                } else {
                    let paths = self.raw_pages.iter().map(|raw| raw.path);
                    report.push(
                        Diagnostic::error(
                            Code::MissingFile,
                            format!("there is no published file `{path}`"),
                        )
                        .at(revision.location.clone())
                        .expected("the path of a file below static/, such as static/editions/admissions-2024-07-03.csv")
                        .did_you_mean(path, paths),
                    );
                }
            }
        }
    }
}

/// Reports a superseded file that has a number for a cell of its dataset that is confidential now.
fn report_disclosed(
    catalog: &Catalog,
    resource: &Resource,
    revision: &Revision,
    raw: &RawPage<'_>,
    report: &mut Report,
) {
    let Ok(content) = raw.file.bytes() else {
        // That it cannot be read is an error when it is published.
        return;
    };
    let diagnostic = match data::disclosure(catalog, resource, &Source::new(raw.path, content)) {
        Disclosure::None => return,
        Disclosure::Cell(cell) => Diagnostic::error(
            Code::DisclosedValue,
            format!("{} still holds {cell}, which is confidential now", raw.path),
        )
        .hint("delete the number from the file, or remove `replaced` and the file"),
        Disclosure::Unknown => Diagnostic::warning(
            Code::DisclosedValue,
            format!(
                "{} holds numbers that cannot be compared with `{}`, and the data have confidential cells",
                raw.path, resource.name
            ),
        )
        .hint("check that it holds none of them, and replace it with a CSV that has the dataset's columns and codes"),
    };
    report.push(diagnostic.at(revision.location.clone()));
}
