//! Files that a host would send instead of another file, because their names are those of its compressed
//! copies.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Site;
use super::published_path::folded;
use crate::diag::{Code, Diagnostic, Location, Report, Source};
use crate::output::{COPIES, is_text};

/// How the names of compressed copies end that hosts look for.
const ENDINGS: [&str; 3] = [".br", ".gz", ".zst"];

/// A path of which this one is the compressed copy. The path is folded.
fn copied(path: &str) -> Option<&str> {
    ENDINGS.iter().find_map(|ending| path.strip_suffix(ending))
}

/// Whether a path ends as that of a copy does, in small letters or capitals.
fn may_be_copy(path: &str) -> bool {
    let path = path.as_bytes();
    ENDINGS.iter().any(|ending| {
        let end = path.len().checked_sub(ending.len());
        end.is_some_and(|end| path[end..].eq_ignore_ascii_case(ending.as_bytes()))
    })
}

/// Reports files at the places of compressed copies of other files. `taken` is what is at each path, in
/// words, and where that is written.
///
/// Whoever publishes the site may put a file of their own and its copies into `static/`.
pub(super) fn report_copies(
    site: &Site<'_>,
    taken: &BTreeMap<String, (String, Option<Location>)>,
    report: &mut Report,
) {
    let copies = taken.keys().filter(|path| may_be_copy(path));
    let copies: Vec<(&String, Cow<'_, str>)> = copies.map(|path| (path, folded(path))).collect();
    if copies.is_empty() {
        return;
    }
    let raw = raw_files(site);
    let paths: BTreeMap<Cow<'_, str>, &String> =
        taken.keys().map(|path| (folded(path), path)).collect();
    for (path, folded) in copies {
        let Some(of) = copied(&folded).and_then(|of| paths.get(of)) else {
            continue;
        };
        let copy = raw.get(path.as_str()).copied();
        if [copy, raw.get(of.as_str()).copied()]
            .into_iter()
            .all(is_own)
        {
            continue;
        }
        let (what, place) = &taken[path];
        let (of_what, of_place) = &taken[*of];
        let message = format!(
            "/{path} ({what}) would be sent to readers as the compressed copy of /{of} ({of_what})"
        );
        let place = copy.map(start_of).or_else(|| place.clone());
        let place = place.or_else(|| of_place.clone());
        report.push(refused(message, place));
    }
}

/// The paths of the raw files among the inputs by their published paths.
fn raw_files<'s>(site: &'s Site<'_>) -> BTreeMap<&'s str, &'s str> {
    let files = site.raw_pages.iter();
    files.map(|raw| (raw.address.as_str(), raw.path)).collect()
}

/// Whether a file among the inputs is one that is published on purpose.
fn is_own(path: Option<&str>) -> bool {
    path.is_some_and(|path| path.starts_with("static/"))
}

fn start_of(path: &str) -> Location {
    Source::new(path, Vec::new()).location(0..0)
}

fn refused(message: String, place: Option<Location>) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::DuplicateAddress, message)
        .hint("remove it, or give it another name; `--precompress` makes such copies");
    match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}

impl Site<'_> {
    /// Reports files in `static/` that are compressed copies of texts there: a build that makes copies writes
    /// its own at the same place.
    pub fn report_own_copies(&self, report: &mut Report) {
        let raw_files = raw_files(self);
        for raw in &self.raw_pages {
            let path = raw.address.as_str();
            let Some((of, ending)) = path.rsplit_once('.') else {
                continue;
            };
            // Any other one is reported without that too.
            let are_own = is_own(Some(raw.path)) && is_own(raw_files.get(of).copied());
            if COPIES.contains(&ending) && is_text(of) && are_own {
                let message = format!("{} would be written over by `--precompress`", raw.path);
                report.push(refused(message, Some(start_of(raw.path))));
            }
        }
    }
}
