//! Former addresses of pages: who goes there is sent on, and finds the files of figures where they were.

use super::Site;
use super::address::Address;
use super::inputs::AliasInputs;
use super::page::Page;
use crate::config::{FileFormat, Holds};
use crate::content::Document;
use crate::diag::{Code, Report};
use crate::input::is_git_like;

/// What may not stand in the path of an address.
const NOT_IN_PATHS: [char; 9] = ['?', '#', '%', '<', '>', '"', '\\', '{', '}'];

/// A former address and the one that a page has now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The path where the page was.
    pub from: String,
    /// The path where it is.
    pub to: String,
}

/// The former addresses of a page, as it tells them.
pub(super) fn alias_inputs(page: &Page<'_>) -> Vec<AliasInputs> {
    let aliases = aliases(page).into_iter();
    aliases
        .map(|address| AliasInputs {
            path: address.output_path(),
            address: address.as_str().to_owned(),
        })
        .collect()
}

impl Site<'_> {
    /// Every former address, in order of the pages.
    pub fn redirects(&self) -> impl Iterator<Item = Redirect> {
        self.pages.iter().flat_map(|page| {
            let to = page.address.as_str();
            aliases(page).into_iter().map(move |from| Redirect {
                from: from.as_str().to_owned(),
                to: to.to_owned(),
            })
        })
    }
}

/// The former addresses of a page. Those of a page for codes lie below those of its document, as it does
/// itself.
pub(super) fn aliases(page: &Page<'_>) -> Vec<Address> {
    let Some((document, _)) = page.document() else {
        return Vec::new();
    };
    let aliases = document.front.aliases.iter();
    aliases
        .map(|alias| {
            let mut path = alias.text.trim_start_matches('/').to_owned();
            for variable in &page.variables {
                path.push_str(&variable.slug);
                path.push('/');
            }
            Address::file(path)
        })
        .collect()
}

/// Whether an address is that of a file that this program makes for other programs.
fn is_data(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        let ending = ending.to_ascii_lowercase();
        let others = ["xml", "geojson", "jsonld", "ttl"];
        let formats = FileFormat::holding(Holds::OF_FIGURES);
        let mut known = formats
            .chain(FileFormat::holding(&[Holds::Citation]))
            .map(FileFormat::ending);
        known.any(|known| known == ending) || others.contains(&ending.as_str())
    })
}

/// Reports former addresses that are none.
pub(super) fn report_aliases<'d>(
    documents: impl Iterator<Item = &'d Document>,
    report: &mut Report,
) {
    for document in documents {
        for alias in &document.front.aliases {
            let path = &alias.text;
            let plain = |sign: char| !sign.is_control() && !NOT_IN_PATHS.contains(&sign);
            let below = path.strip_prefix('/').unwrap_or_default();
            let parts = below.strip_suffix('/').unwrap_or(below).split('/');
            let is_path = path.starts_with('/')
                && path.chars().all(plain)
                && parts
                    .into_iter()
                    .all(|part| !part.is_empty() && part != "." && part != "..");
            let is_folder = path.ends_with('/');
            let problem = if !is_path {
                format!("`{path}` is no address of this site")
            } else if document.front.each.is_some() && !is_folder {
                format!("many pages cannot lie below the file `{path}`")
            } else if below.split('/').any(is_git_like) {
                format!("`{path}` would be a folder of version control")
            } else if is_data(below) {
                format!("`{path}` was a file, and whoever asks for it wants no page")
            } else {
                continue;
            };
            report.push(
                alias
                    .error(Code::BadFrontMatter, problem)
                    .expected("a path from the site's front page, such as \"/old/name/\""),
            );
        }
    }
}
