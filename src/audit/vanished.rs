//! Addresses that were published before and are gone.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Report};

/// The file of a page in its folder.
const PAGE: &str = "index.html";

/// Bytes of the longest path. No file system has a longer one, so a list that says so is wrong.
const PATH_BYTES: usize = 4_096;

/// Reports what of `before` is not among `files`, unless it is `gone` on purpose: by its address, or below
/// one that ends with `/`. Everything that vanished with a page is reported with it.
///
/// Nothing is known of earlier addresses when there is no `before`.
pub fn report_vanished(
    before: Option<&[String]>,
    files: &[&str],
    gone: impl Fn(&str) -> bool,
    report: &mut Report,
) {
    let Some(before) = before else {
        return;
    };
    let files: BTreeSet<&str> = files.iter().copied().collect();
    let vanished: BTreeSet<&str> = before
        .iter()
        .map(String::as_str)
        .filter(|path| path.len() <= PATH_BYTES && !files.contains(path) && !gone(&address(path)))
        .collect();
    let is_page = |path: &str| path == PAGE || path.ends_with("/index.html");
    let mut below: BTreeMap<&str, usize> = BTreeMap::new();
    for path in &vanished {
        let folders = path.match_indices('/').map(|(at, _)| &path[..=at]);
        let mut pages =
            folders.filter(|folder| vanished.contains(format!("{folder}{PAGE}").as_str()));
        // The page itself, or the largest page below which it lay; a file of its own.
        let (key, is_below) = match pages.next() {
            Some(page) => (page, *path != format!("{page}{PAGE}")),
            None => (*path, false),
        };
        *below.entry(key).or_default() += usize::from(is_below);
    }
    for (path, count) in below {
        let with = match count {
            0 => String::new(),
            1 => ", and a file below it with it".to_owned(),
            count => format!(", and {count} files below it with it"),
        };
        let diagnostic = Diagnostic::error(
            Code::VanishedAddress,
            format!("{} was published before and is gone{with}", address(path)),
        );
        report.push(if path.ends_with('/') || is_page(path) {
            diagnostic.hint(format!(
                "write `aliases = [\"{0}\"]` into the front matter of the page that takes its place, or name it with the reason under `[gone]` in yearbook.toml",
                address(path)
            ))
        } else {
            diagnostic.hint(format!(
                "give what it was made of its name again, or write `\"{}\" = \"why\"` under `[gone]` in yearbook.toml",
                address(path)
            ))
        });
    }
}

/// The address of a file, from the root of the site.
fn address(path: &str) -> String {
    let page = path
        .strip_suffix(PAGE)
        .filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("/{}", page.unwrap_or(path))
}
