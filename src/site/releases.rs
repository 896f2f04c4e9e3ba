//! The calendar of releases, and which release is the next one of a page's datasets.

use std::collections::BTreeMap;

use super::Site;
use super::ahead_release::AheadRelease;
use super::assemble::printed;
use super::inputs::{Download, NextRelease, PageLink, ReleaseInputs, ReleasesInputs};
use super::page::{Page, document_group};
use crate::config::FileFormat;
use crate::content::{Document, Kind, Release, ReleaseDate, ReleaseStatus, slug};
use crate::diag::{Code, Report, listed};
use crate::locale::Language;
use crate::stats::Date;

/// How the file of a calendar is called, before its ending.
const FILE_STEM: &str = "calendar";

impl Site<'_> {
    /// The releases to come by language, the next one first.
    pub(super) fn releases_ahead(&self) -> BTreeMap<Language, Vec<AheadRelease>> {
        let mut ahead: BTreeMap<Language, Vec<AheadRelease>> = BTreeMap::new();
        for page in &self.pages {
            let Some((document, base)) = calendar(page) else {
                continue;
            };
            for (release, own) in releases(document, base) {
                if let Some(date) = release.date.filter(|_| release.status.is_ahead()) {
                    let of_language = ahead.entry(page.language.clone()).or_default();
                    of_language.push(AheadRelease {
                        datasets: release.datasets.iter().map(|d| d.text.clone()).collect(),
                        last_day: date.last_day(),
                        shown: self.release(release, own, page),
                        calendar: self.link_to(page),
                    });
                }
            }
        }
        for releases in ahead.values_mut() {
            releases.sort_by(|a, b| {
                let by_day = a.last_day.cmp(&b.last_day);
                by_day.then_with(|| a.shown.id.cmp(&b.shown.id))
            });
        }
        ahead
    }

    /// The next release of some datasets, with the calendar that lists it.
    pub(super) fn next_release(
        &self,
        names: &[String],
        language: &Language,
    ) -> Option<NextRelease> {
        let mut ahead = self.ahead.get(language).into_iter().flatten();
        let brings = |release: &&AheadRelease| release.datasets.iter().any(|d| names.contains(d));
        let next = ahead.find(brings)?;
        Some(NextRelease {
            release: next.shown.clone(),
            calendar: next.calendar.clone(),
        })
    }

    /// Everything that a calendar shows: what is to come first, the next one first, then what was,
    /// the latest first.
    pub(super) fn calendar(&self, page: &Page<'_>) -> ReleasesInputs {
        let Some((document, base)) = calendar(page) else {
            return ReleasesInputs::default();
        };
        let mut all = releases(document, base);
        all.sort_by_key(|(release, _)| release.date.map(ReleaseDate::last_day));
        let (ahead, mut past): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|(release, _)| release.status.is_ahead());
        past.reverse();
        let shown = |releases: Vec<(&Release, &Release)>| {
            let releases = releases.into_iter();
            releases
                .map(|(release, own)| self.release(release, own, page))
                .collect()
        };
        let host = self.config.base_url.absolute("");
        let host = host.as_deref().and_then(|url| url.split('/').nth(2));
        // Two calendars of a site may both have a release of one name.
        let own = slug(&document.stem.replace('/', " "));
        ReleasesInputs {
            ahead: shown(ahead),
            past: shown(past),
            domain: host.map_or_else(|| own.clone(), |host| format!("{own}.{host}")),
            calendar: Some(calendar_file(page, self)),
        }
    }

    fn release(&self, release: &Release, own: &Release, page: &Page<'_>) -> ReleaseInputs {
        let locale = self.locale(&page.language);
        let (when, iso, day) = match release.date {
            Some(ReleaseDate::Day(day)) => {
                let printed = printed(day, locale);
                (printed.text, Some(printed.iso.clone()), Some(printed.iso))
            }
            Some(ReleaseDate::Within(period)) => {
                let iso = period.to_string();
                // Only years and months have a form for machines.
                let is_told = iso.len() == 4 || (iso.len() == 7 && !iso.contains(['Q', 'H']));
                (locale.period(period), Some(iso).filter(|_| is_told), None)
            }
            None => (String::new(), None, None),
        };
        let datasets = release.datasets.iter().filter_map(|name| {
            self.link_to_data(self.catalog.resource(&name.text)?, &page.language)
        });
        let document = release.page.as_ref();
        let document = document.and_then(|path| self.documents.at_path(&path.text));
        let published = document.and_then(|document| {
            let group = document_group(&document.stem);
            self.page(&group, &page.language)
                .or_else(|| self.page(&group, &document.language))
        });
        ReleaseInputs {
            id: release.id.text.clone(),
            title: own.title.clone(),
            when,
            iso,
            day,
            status: release.status.name(),
            status_word: locale
                .words()
                .get(&format!("releases.status.{}", release.status.name()))
                .to_owned(),
            reason: own.reason.clone().or_else(|| release.reason.clone()),
            datasets: datasets.collect(),
            page: published.map(|page| PageLink {
                title: page.title.clone(),
                href: page.address.href(&self.config.base_url),
            }),
        }
    }

    /// Reports what calendars name and does not exist, and releases without a translation.
    pub(super) fn report_releases(&self, report: &mut Report) {
        for document in self.documents.iter() {
            let releases = &document.front.of_kind.releases;
            for release in releases {
                self.report_release(release, report);
            }
            let default = self.config.default_language();
            let base = self.documents.find(&document.stem, default);
            let Some(base) = base.filter(|base| base.path != document.path) else {
                continue;
            };
            let known = || {
                base.front
                    .of_kind
                    .releases
                    .iter()
                    .map(|r| r.id.text.as_str())
            };
            for release in releases
                .iter()
                .filter(|own| known().all(|id| id != own.id.text))
            {
                let message = format!("{} has no release `{}`", base.path, release.id.text);
                report.push(
                    release
                        .id
                        .error(Code::BadFrontMatter, message)
                        .did_you_mean(&release.id.text, known()),
                );
            }
            for release in &base.front.of_kind.releases {
                if !releases.iter().any(|own| own.id.text == release.id.text) {
                    let message = format!(
                        "the release `{}` has no title in `{}`",
                        release.id.text, document.language
                    );
                    report.push(release.id.warning(Code::MissingTranslation, message).hint(
                        format!("add a `[[release]]` with this id to {}", document.path),
                    ));
                }
            }
        }
    }

    fn report_release(&self, release: &Release, report: &mut Report) {
        for name in &release.datasets {
            if self.catalog.dataset(&name.text).is_none() {
                let known: Vec<&str> = self.catalog.dataset_names().collect();
                report.push(
                    name.error(
                        Code::UnknownResource,
                        format!("`{}` is no dataset", name.text),
                    )
                    .expected(format!("one of {}", listed(known.iter().copied())))
                    .did_you_mean(&name.text, known.iter().copied()),
                );
            }
        }
        let page = release.page.as_ref();
        if let Some(path) = page.filter(|path| self.documents.at_path(&path.text).is_none()) {
            let place = path.span.location();
            report.push(self.no_document(&path.text, place));
        }
    }
}

impl Site<'_> {
    /// Reports releases that should have been by a day, and are not said to be out; and those that
    /// are said to be out before their day.
    pub fn report_overdue(&self, now: Date, report: &mut Report) {
        for document in self.documents.iter() {
            for release in &document.front.of_kind.releases {
                let Some(date) = release.date else { continue };
                let last_day = date.last_day();
                let is_early = release.status == ReleaseStatus::Published && last_day > now;
                let message = if release.status.is_ahead() && last_day < now {
                    format!("the release `{}` was due on {last_day}", release.id.text)
                } else if is_early {
                    format!("the release `{}` is out before {last_day}", release.id.text)
                } else {
                    continue;
                };
                report.push(
                    release.id.warning(Code::OverdueRelease, message)
                        .hint("give it the status `published`, or a new `date` with `postponed` and the reason"),
                );
            }
        }
    }
}

/// The document of a calendar, and the one that it translates.
fn calendar<'a>(page: &Page<'a>) -> Option<(&'a Document, Option<&'a Document>)> {
    match page.document() {
        Some(found) if page.document_kind() == Some(Kind::Releases) => Some(found),
        Some(_) | None => None,
    }
}

/// The releases of a calendar: what is true of each, and the words of the page's language.
fn releases<'a>(
    document: &'a Document,
    base: Option<&'a Document>,
) -> Vec<(&'a Release, &'a Release)> {
    let own = &document.front.of_kind.releases;
    let Some(base) = base else {
        return own.iter().map(|release| (release, release)).collect();
    };
    let releases = base.front.of_kind.releases.iter();
    releases
        .map(|release| {
            let translated = own.iter().find(|own| own.id.text == release.id.text);
            (release, translated.unwrap_or(release))
        })
        .collect()
}

/// The file of a calendar.
pub(super) fn calendar_file(page: &Page<'_>, site: &Site<'_>) -> Download {
    let format = FileFormat::Ics;
    let address = page
        .address
        .join(&format!("{FILE_STEM}.{}", format.ending()));
    let name = (FILE_STEM.to_owned(), None);
    Download::new(format, &address, &name, &site.config.base_url)
}
