//! The default theme, which is inside the program: a site without `themes/` builds.

use include_dir::{Dir, include_dir};

static DEFAULT_THEME: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Where the default theme's files stand, as if they lay in the site.
const FOLDER: &str = "themes/default";

/// Every file of the default theme with its path.
pub(super) fn files() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    collect(&DEFAULT_THEME, &mut files);
    files
}

/// The text of a file of the default theme, by its path in the theme.
pub fn default_theme_text(path: &str) -> Option<&'static str> {
    DEFAULT_THEME.get_file(path)?.contents_utf8()
}

fn collect(folder: &Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        let parts: Vec<&str> = file
            .path()
            .iter()
            .filter_map(|part| part.to_str())
            .collect();
        files.push((format!("{FOLDER}/{}", parts.join("/")), file.contents()));
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}
