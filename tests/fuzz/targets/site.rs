//! The sites of the repository, as files in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::repository;

/// Files by their path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a site is made of.
const PARTS: [&str; 5] = ["content", "data", "static", "themes", "previous"];

/// The site in a folder of the repository; of the repository itself when the name is empty.
pub fn read(name: &str) -> Files {
    let folder = repository().join(name);
    let mut files = Files::new();
    for part in PARTS {
        // The theme of the repository is inside the program.
        if !(name.is_empty() && part == "themes") {
            let below = tree(&folder.join(part));
            files.extend(
                below
                    .into_iter()
                    .map(|(path, bytes)| (format!("{part}/{path}"), bytes)),
            );
        }
    }
    // It draws as many charts as all other documents.
    files.retain(|path, _| !path.starts_with("content/gallery."));
    if let Ok(bytes) = fs::read(folder.join("yearbook.toml")) {
        files.insert("yearbook.toml".to_owned(), bytes);
    }
    files
}

/// Every file below a folder; none when there is no folder.
pub fn tree(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let (Ok(below), Ok(bytes)) = (path.strip_prefix(folder), fs::read(&path)) {
                files.insert(below.to_string_lossy().into_owned(), bytes);
            }
        }
    }
    files
}

/// Writes a file and the folders above it.
pub fn put(file: &Path, content: &[u8]) {
    let folder = file.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).expect("a folder can be made");
    fs::write(file, content).expect("a file can be written");
}
