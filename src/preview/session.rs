//! Between two changes: one plan of the site, from which pages are rendered when they are asked for.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use rayon::prelude::*;

use super::answer::{Answer, BROKEN, Status, own_file, with_client};
use super::{Event, PreviewOptions, Request, Watcher, as_text, settle};
use crate::cache::{dependencies_of, hash};
use crate::diag::{Diagnostic, Report};
use crate::disk::Stamp;
use crate::input;
use crate::make::{self, Loaded};
use crate::markup::percent_decode;
use crate::render::{self, Describing, Renderer};
use crate::site::{DataFile, Page, PageInputs, Site};

/// So many pages are checked at once while nobody asks for anything.
const CHECKED_AT_ONCE: usize = 32;

/// A file that was written so shortly before it was read may have been written again since without
/// a sign of it.
const MOMENT: u64 = 2_000_000_000;

/// What comes after a session.
pub(super) enum Next {
    /// The files have changed.
    Reload,
    /// The end.
    Stop,
}

/// A site between two changes.
pub(super) struct Session<'l> {
    loaded: Option<&'l Loaded>,
    /// Whether the site is an older one, because the newest has errors.
    is_old: bool,
    /// The problems that were found when the files were read.
    report: Report,
    /// The files as they were read, and when that began.
    stamps: BTreeMap<String, Stamp>,
    began: u64,
}

/// A planned site with what is needed to answer.
struct Planned<'s> {
    site: Site<'s>,
    renderer: Renderer<'s>,
    loaded: &'s Loaded,
}

impl<'l> Session<'l> {
    pub(super) fn new(
        loaded: Option<&'l Loaded>,
        is_old: bool,
        report: Report,
        stamps: BTreeMap<String, Stamp>,
        began: u64,
    ) -> Session<'l> {
        Session {
            loaded,
            is_old,
            report,
            stamps,
            began,
        }
    }

    /// Answers until the files change. Whoever looks at a page that is another one now is told at
    /// once; then all pages are checked, a few at a time, and `on_problems` gets what is wrong.
    pub(super) fn run(
        mut self,
        options: &PreviewOptions,
        requests: &Receiver<Request>,
        watchers: &mut Vec<Watcher>,
        on_problems: &mut dyn FnMut(&[Diagnostic], bool),
    ) -> Next {
        let mut plan_report = Report::new();
        let planned = self.loaded.map(|loaded| Planned {
            site: loaded.plan(&mut plan_report),
            renderer: loaded.renderer(true),
            loaded,
        });
        if !self.is_old {
            self.report.extend(plan_report);
        }
        watchers.retain(|watcher| tell(planned.as_ref(), watcher, &self.report));
        let mut later = Vec::new();
        let mut checked = Vec::new();
        let pages = planned.as_ref().map_or(0, |p| p.site.pages.len());
        let mut is_told = false;
        loop {
            let is_checking = !is_told && !self.is_old && checked.len() < pages;
            let next = match later.pop() {
                Some(request) => Ok(request),
                None if is_checking || !is_told => requests.try_recv(),
                None => requests.recv().map_err(|_| TryRecvError::Disconnected),
            };
            match next {
                Ok(Request::Get(path, reply)) => reply(self.get(planned.as_ref(), &path)),
                Ok(Request::Look(watcher)) => {
                    if !(watcher.is_gone)() && tell(planned.as_ref(), &watcher, &self.report) {
                        watchers.push(watcher);
                    }
                }
                Ok(Request::Leave) => watchers.retain(|watcher| !(watcher.is_gone)()),
                Ok(Request::Changed) => {
                    if !settle(requests, &mut later) {
                        return Next::Stop;
                    }
                    if self.has_changed(options) {
                        for request in later {
                            self.answer_late(planned.as_ref(), request, watchers);
                        }
                        return Next::Reload;
                    }
                }
                Ok(Request::Stop) | Err(TryRecvError::Disconnected) => return Next::Stop,
                Err(TryRecvError::Empty) if is_checking => {
                    let site = &planned.as_ref().expect("pages are checked").site;
                    let some = &site.pages[checked.len()..];
                    let some = &some[..some.len().min(CHECKED_AT_ONCE)];
                    checked.par_extend(some.par_iter().map(|page| {
                        let mut report = Report::new();
                        let _only_its_problems = site.inputs(page, &mut report);
                        report
                    }));
                }
                Err(TryRecvError::Empty) => {
                    is_told = true;
                    if let (Some(planned), false) = (&planned, self.is_old) {
                        let reports = std::mem::take(&mut checked);
                        planned.site.report_of_pages(reports, &mut self.report);
                    }
                    let problems = self.report.clone().sorted();
                    on_problems(&problems, self.is_old);
                    let text: Arc<str> = as_text(&problems).into();
                    watchers.retain(|watcher| (watcher.tell)(Event::Problems(text.clone())));
                }
            }
        }
    }

    /// Whether a file is not as it was read, or that is not known.
    fn has_changed(&self, options: &PreviewOptions) -> bool {
        let Ok(now) = input::stamps(&options.root) else {
            return true;
        };
        let may_hide = |stamp: &Stamp| stamp.last().saturating_add(MOMENT) >= self.began;
        now != self.stamps || now.values().any(may_hide)
    }

    /// What was asked while a change settled is answered with what there was.
    fn answer_late(
        &self,
        planned: Option<&Planned<'_>>,
        request: Request,
        watchers: &mut Vec<Watcher>,
    ) {
        match request {
            Request::Get(path, reply) => reply(self.get(planned, &path)),
            Request::Look(watcher) => watchers.push(watcher),
            Request::Leave => watchers.retain(|watcher| !(watcher.is_gone)()),
            Request::Changed | Request::Stop => {}
        }
    }

    fn get(&self, planned: Option<&Planned<'_>>, path: &str) -> Answer {
        let Some(planned) = planned else {
            let own = own_file(path);
            let text = as_text(&self.report.clone().sorted());
            let title = "The site has errors";
            return own.unwrap_or_else(|| Answer::message(Status::Broken, title, &text, "/"));
        };
        planned.get(path)
    }
}

/// Tells somebody who looks at a page whether it is another one by now, and what is wrong. `false`
/// when they are gone, or will come back with the other page.
fn tell(planned: Option<&Planned<'_>>, watcher: &Watcher, report: &Report) -> bool {
    let is_other = planned.is_some_and(|planned| {
        let below = planned.below(&watcher.path);
        match below.and_then(|below| planned.page(&below)) {
            // A page that cannot be rendered stays as it is, with its problems beside it.
            Some(page) => planned
                .fingerprint(page)
                .is_some_and(|fingerprint| fingerprint != watcher.seen),
            None => watcher.seen == BROKEN,
        }
    });
    if is_other {
        (watcher.tell)(Event::Reload);
        return false;
    }
    let text = as_text(&report.clone().sorted());
    (watcher.tell)(Event::Problems(text.into()))
}

impl Planned<'_> {
    fn base_path(&self) -> &str {
        self.loaded.config.base_url.path()
    }

    /// The path below the site's own, decoded; `None` for one that is not below it.
    fn below(&self, path: &str) -> Option<String> {
        let base = self.base_path().trim_start_matches('/');
        let path = path.trim_start_matches('/');
        path.strip_prefix(base).map(percent_decode)
    }

    fn page(&self, address: &str) -> Option<&Page<'_>> {
        let pages = &self.site.pages;
        let found = pages.binary_search_by(|page| page.address.as_str().cmp(address));
        pages.get(found.ok()?)
    }

    /// The fingerprint of a page; nothing when it has errors.
    fn fingerprint(&self, page: &Page<'_>) -> Option<String> {
        let mut report = Report::new();
        let inputs = make::inputs_with_size(&self.site, page, &mut report);
        (!report.has_errors()).then(|| self.fingerprint_of(&inputs))
    }

    fn fingerprint_of(&self, inputs: &PageInputs) -> String {
        let dependencies = dependencies_of(inputs, self.renderer.theme_hash(inputs));
        let hashes: Vec<[u8; 16]> = dependencies.iter().map(|part| part.hash).collect();
        blake3::hash(&hash(&hashes)).to_hex().to_string()
    }

    fn get(&self, path: &str) -> Answer {
        let Some(below) = self.below(path) else {
            if path.is_empty() {
                return Answer::moved(self.base_path().to_owned());
            }
            return self.not_found(path);
        };
        if let Some(own) = own_file(&below) {
            return own;
        }
        if let Some(page) = self.page(&below) {
            return self.html(page);
        }
        if self.page(&format!("{below}/")).is_some() {
            return Answer::moved(format!("/{}/", path.trim_start_matches('/')));
        }
        match self.file(&below) {
            Some(content) => Answer::found(&below, content),
            None => self.not_found(path),
        }
    }

    fn not_found(&self, path: &str) -> Answer {
        let text = format!("There is no /{path} on this site.");
        Answer::message(Status::NotFound, "Not found", &text, self.base_path())
    }

    fn html(&self, page: &Page<'_>) -> Answer {
        let mut report = Report::new();
        let inputs = make::inputs_with_size(&self.site, page, &mut report);
        if !report.has_errors() {
            match self.renderer.render_pages(&inputs, None) {
                Ok((html, _)) => {
                    let fingerprint = self.fingerprint_of(&inputs);
                    let html = with_client(&html, self.base_path(), &fingerprint);
                    return Answer::found("index.html", html.into_bytes());
                }
                Err(diagnostics) => diagnostics.into_iter().for_each(|d| report.push(d)),
            }
        }
        let text = as_text(&report.sorted());
        let title = "This page has errors";
        Answer::message(Status::Broken, title, &text, self.base_path())
    }

    /// A file that is no page of its own.
    fn file(&self, path: &str) -> Option<Vec<u8>> {
        self.figure_file(path)
            .or_else(|| self.data_file(path))
            .or_else(|| {
                let mut assets = self.loaded.theme.assets().iter();
                let asset = assets.find(|asset| asset.path == path)?;
                Some(asset.content.clone())
            })
            .or_else(|| {
                let mut raw = self.site.raw_pages.iter();
                let raw = raw.find(|raw| raw.address.as_str() == path)?;
                raw.file.bytes().ok()
            })
    }

    /// The file of a figure, or the page that holds nothing but a chart.
    fn figure_file(&self, path: &str) -> Option<Vec<u8>> {
        let folder = path.trim_end_matches('/').rsplit_once('/');
        let address = folder.map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let page = self.page(&address)?;
        let mut report = Report::new();
        let inputs = make::inputs_with_size(&self.site, page, &mut report);
        if report.has_errors() {
            return None;
        }
        if path.ends_with('/') {
            let (_, embedded) = self.renderer.render_pages(&inputs, None).ok()?;
            let found = embedded.into_iter().find(|page| page.address == path)?;
            return Some(found.html.into_bytes());
        }
        self.renderer.file_of(&inputs, path)
    }

    fn data_file(&self, path: &str) -> Option<Vec<u8>> {
        let files: Vec<DataFile<'_>> = self.site.data_files().collect();
        if path == crate::data::PACKAGE_FILE {
            let described = files.iter().filter(|file| file.is_described()).map(|file| {
                let mut describing = Describing::default();
                let parts = render::plain_data_file(&self.site, file);
                parts.for_each(|part| describing.add(&part));
                describing.finish(&file.resource.name, file.address.file_name())
            });
            let described: Vec<_> = described.collect();
            return Some(self.site.published_package(&described)?.into_bytes());
        }
        let file = files.iter().find(|file| file.address.as_str() == path)?;
        if file.language.is_none() {
            let parts = render::plain_data_file(&self.site, file);
            return Some(parts.collect::<Vec<_>>().concat());
        }
        let is_beside = |other: &&DataFile<'_>| {
            other.language == file.language && other.resource.name == file.resource.name
        };
        let beside: Vec<DataFile<'_>> = files.iter().filter(is_beside).cloned().collect();
        let contents = render::worded_data_files(&self.site, &beside);
        let mut contents = beside.iter().zip(contents);
        contents.find_map(|(other, content)| (other.address == file.address).then_some(content))
    }
}
