//! The index of all texts, as `pagefind` makes it and searches it in the browser of a reader: marks and
//! capitals need not be typed, and what has exactly the marks that are typed comes first.
//!
//! The package is asynchronous; that ends here.

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

/// What of the package's files a page of ours asks for: not its own fields and lists.
const WANTED: [&str; 6] = [
    "pagefind.",
    "pagefind-entry.",
    "pagefind-worker.",
    "wasm.",
    "index/",
    "fragment/",
];

/// The element whose text is searched, and what in it says nothing of its own.
const ROOT: &str = "main";
const EXCLUDED: [&str; 10] = [
    "svg",
    "table",
    ".cite",
    ".figure-take",
    ".take",
    ".contents",
    ".symbols",
    ".letters",
    ".letter",
    "nav",
];

/// The licence of the package, which asks to go with every copy of its files, under its name beside them.
const LICENCE: (&str, &str) = ("LICENSE.txt", include_str!("pagefind_licence.txt"));

/// A page whose text is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedPage {
    /// Its address, as results lead to it.
    pub href: String,
    /// The whole page.
    pub html: String,
}

/// The files of the index by their names in its folder, with the licence of the package. Equal pages in equal order give equal files.
///
/// An error is what the package says of a page that it cannot read.
pub fn full_text(pages: Vec<IndexedPage>) -> Result<Vec<(String, Vec<u8>)>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| error.to_string())?;
    let files = runtime.block_on(async move {
        let excluded = EXCLUDED.map(str::to_owned).to_vec();
        let options = PagefindServiceConfig::builder()
            .root_selector(ROOT.to_owned())
            .exclude_selectors(excluded)
            .keep_index_url(true)
            .build();
        let mut index = PagefindIndex::new(Some(options))?;
        for page in pages {
            index
                .add_html_file(None, Some(page.href), page.html)
                .await?;
        }
        index.get_files().await
    });
    let files = files.map_err(|error| error.to_string())?.into_iter();
    let mut wanted: Vec<(String, Vec<u8>)> = files
        .map(|file| {
            let parts: Vec<_> = file
                .filename
                .iter()
                .map(|part| part.to_string_lossy())
                .collect();
            (parts.join("/"), file.contents)
        })
        .filter(|(name, _)| WANTED.iter().any(|beginning| name.starts_with(beginning)))
        .collect();
    let (name, licence) = LICENCE;
    wanted.push((name.to_owned(), licence.into()));
    wanted.sort();
    Ok(wanted)
}
