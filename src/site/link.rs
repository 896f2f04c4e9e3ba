//! Where links lead: paths of source files become addresses, and every one is checked.

use super::Site;
use super::address::Address;
use super::page::{Page, PageKind, document_group, group_of_codes};
use crate::content::{Document, Each, LinkTarget};
use crate::diag::{Code, Diagnostic, Location};
use crate::locale::Language;
use crate::markup::{is_allowed_scheme, is_whole, percent_decode, scheme};
use crate::reference::Evaluator;

/// The folder of the site's own files.
const STATIC_FOLDER: &str = "static/";

/// An address of a scheme, to show how one is written.
fn example_of(scheme: &str) -> String {
    match scheme {
        "mailto" => "mailto:name@example.org".to_owned(),
        "tel" => "tel:+84123456789".to_owned(),
        web => format!("{web}://example.org/page"),
    }
}

/// The place and language from which a link leads.
#[derive(Clone, Copy)]
pub(super) struct LinkOrigin<'a> {
    pub(super) document: &'a Document,
    /// What variables of the page mean.
    pub(super) evaluator: &'a Evaluator<'a>,
}

impl Site<'_> {
    /// The address that a link of a document becomes.
    pub(super) fn resolve_link(
        &self,
        target: &LinkTarget,
        origin: LinkOrigin<'_>,
    ) -> Result<String, Diagnostic> {
        let place = || target.span.location();
        let written = target.address.as_str();
        if let Some(scheme) = scheme(written) {
            if is_allowed_scheme(&scheme) && !is_whole(&scheme, written) {
                return Err(Diagnostic::error(
                    Code::BadLinkTarget,
                    format!("`{written}` is no whole address"),
                )
                .at(place())
                .expected(format!("an address such as {}", example_of(&scheme))));
            }
            if is_allowed_scheme(&scheme) {
                return Ok(written.to_owned());
            }
            return Err(Diagnostic::error(
                Code::BadLinkTarget,
                format!("a page may not lead to `{scheme}:` addresses"),
            )
            .at(place())
            .expected("the path of a document, or an https: address"));
        }
        if written.starts_with("//") {
            return Err(Diagnostic::error(
                Code::BadLinkTarget,
                format!("`{written}` has no scheme"),
            )
            .at(place())
            .hint(format!("write `https:{written}`")));
        }
        let (path, fragment) = match written.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (written, None),
        };
        let path = percent_decode(path);
        if path.is_empty() {
            let fragment = fragment.unwrap_or_default();
            Self::check_fragment(origin.document, fragment, origin).map_err(|d| d.at(place()))?;
            return Ok(format!("#{fragment}"));
        }
        let source_path = if let Some(below) = path.strip_prefix('/') {
            format!("{STATIC_FOLDER}{below}")
        } else {
            join(&origin.document.path, &path)
                .ok_or_else(|| self.broken(&path, origin).at(place()))?
        };
        if let Some(document) = self.documents.at_path(&source_path)
            && let Some(each) = self.each_of(document)
        {
            let page = self.page_of_codes(document, each, fragment, origin);
            let page = page.map_err(|d| d.at(place()))?;
            return Ok(page.address.href(&self.config.base_url));
        }
        let address = self
            .address_of(&source_path, fragment, origin)
            .map_err(|d| d.at(place()))?;
        let fragment = fragment.map(|f| format!("#{f}")).unwrap_or_default();
        Ok(format!("{}{fragment}", address.href(&self.config.base_url)))
    }

    /// What a document goes through, or the one that it translates.
    fn each_of<'d>(&'d self, document: &'d Document) -> Option<&'d Each> {
        let default = self.config.default_language();
        let base = self.documents.find(&document.stem, default);
        base.map_or(document.front.each.as_ref(), |base| {
            base.front.each.as_ref()
        })
    }

    /// The page that a document becomes for the codes that a fragment names, such as
    /// `area=thanh-mien`, in the language of the origin. The diagnostic has no place.
    fn page_of_codes(
        &self,
        document: &Document,
        each: &Each,
        fragment: Option<&str>,
        origin: LinkOrigin<'_>,
    ) -> Result<&Page<'_>, Diagnostic> {
        let pages = self.pages.iter().filter(|page| match &page.kind {
            PageKind::Document { document: d, .. } => d.stem == document.stem,
            PageKind::Resource(_)
            | PageKind::DataIndex
            | PageKind::SiteIndex
            | PageKind::NotFound => false,
        });
        let wrong = |message: String| {
            let mut example = pages.clone().filter_map(|page| {
                let named = page.variables.iter();
                let named = named.map(|v| format!("{}={}", v.name, v.code()));
                Some(named.collect::<Vec<_>>().join("&")).filter(|text| !text.is_empty())
            });
            let example = example.next().unwrap_or_else(|| "code=…".to_owned());
            Diagnostic::error(Code::BrokenLink, message)
                .expected(format!("one of its pages, such as `#{example}`"))
        };
        let given: Vec<(&str, &str)> = fragment
            .unwrap_or_default()
            .split('&')
            .filter_map(|part| part.split_once('='))
            .collect();
        if given.len() != each.variables.len() {
            return Err(wrong(format!(
                "{} becomes a page for each code, and the link names none of them",
                document.path
            )));
        }
        let mut codes = Vec::new();
        for (_, code) in &given {
            codes.push(origin.evaluator.code_of(code)?);
        }
        let group = group_of_codes(&document.stem, codes.iter().map(|code| &**code));
        let languages = [&origin.document.language, &document.language];
        let page = languages.into_iter().find_map(|l| self.page(&group, l));
        let names_fit = |page: &&Page<'_>| {
            let names = page.variables.iter().map(|variable| &*variable.name);
            names.eq(given.iter().map(|(name, _)| *name))
        };
        page.filter(names_fit).ok_or_else(|| {
            let shown = fragment.unwrap_or_default();
            wrong(format!("{} becomes no page for `{shown}`", document.path))
        })
    }

    /// The address at which a source file is published, for a reader of the origin's language.
    fn address_of(
        &self,
        path: &str,
        fragment: Option<&str>,
        origin: LinkOrigin<'_>,
    ) -> Result<Address, Diagnostic> {
        if let Some(document) = self.documents.at_path(path) {
            let language = &origin.document.language;
            let document = self
                .documents
                .find(&document.stem, language)
                .unwrap_or(document);
            if let Some(fragment) = fragment {
                Self::check_fragment(document, fragment, origin)?;
            }
            let page = self.page(&document_group(&document.stem), &document.language);
            return page
                .map(|page| page.address.clone())
                .ok_or_else(|| self.broken(path, origin));
        }
        if let Some(address) = self.data_address(path, &origin.document.language) {
            return Ok(address);
        }
        self.raw_pages
            .iter()
            .find(|raw| raw.path == path)
            .map(|raw| raw.address.clone())
            .ok_or_else(|| self.broken(path, origin))
    }

    /// The page about a CSV, or the list of all, by the path of its file.
    pub(super) fn data_address(&self, path: &str, language: &Language) -> Option<Address> {
        let page = self.page(path, language);
        page.map(|page| page.address.clone())
    }

    fn check_fragment(
        document: &Document,
        fragment: &str,
        origin: LinkOrigin<'_>,
    ) -> Result<(), Diagnostic> {
        if document.body.has_anchor(fragment) {
            return Ok(());
        }
        let whose = if document.path == origin.document.path {
            "this document".to_owned()
        } else {
            document.path.clone()
        };
        Err(Diagnostic::error(
            Code::BrokenLink,
            format!("{whose} has no heading, figure or term `{fragment}`"),
        )
        .expected("the id of a heading, figure or term")
        .did_you_mean(fragment, document.body.anchors()))
    }

    /// A document that is named by its path from the site's root, and is not there.
    pub(super) fn no_document(&self, path: &str, place: Location) -> Diagnostic {
        let known = self.documents.iter().map(|document| document.path.as_str());
        Diagnostic::error(Code::BrokenLink, format!("there is no document `{path}`"))
            .at(place)
            .expected("the path of a document from the site's root, such as content/targets.md")
            .did_you_mean(path, known)
    }

    fn broken(&self, path: &str, origin: LinkOrigin<'_>) -> Diagnostic {
        if self.documents.is_draft(path) {
            return Diagnostic::error(Code::BrokenLink, format!("`{path}` is a draft"))
                .expected("a document that is published")
                .hint("build with `--drafts`, or remove `draft = true` there");
        }
        let folder = origin
            .document
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let wanted = path.rsplit('/').next().unwrap_or(path);
        let near = self
            .documents
            .iter()
            .filter_map(|document| document.path.strip_prefix(folder))
            .map(|path| path.trim_start_matches('/'))
            .chain(self.raw_pages.iter().map(|raw| raw.path));
        Diagnostic::error(Code::BrokenLink, format!("there is no `{path}`"))
            .expected("the path of a document, image, CSV or file, relative to this document")
            .did_you_mean(wanted, near)
    }
}

/// A path relative to a file, from the root; `None` when it leaves the root.
fn join(file: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_their_file_and_stay_inside() {
        assert_eq!(
            join("content/a/b.md", "../c.md").as_deref(),
            Some("content/c.md")
        );
        assert_eq!(
            join("content/a.md", "../data/x.csv").as_deref(),
            Some("data/x.csv")
        );
        assert_eq!(join("content/a.md", "../../etc"), None);
    }
}
