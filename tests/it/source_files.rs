//! The program's own source, for the tests that hold its structure.

use std::fs;
use std::path::{Path, PathBuf};

use crate::project::repository;

/// A source file.
pub struct SourceFile {
    /// Its path below `src/`, with `/` between its parts.
    pub path: String,
    /// Its text without the tests at its end.
    pub code: String,
}

/// Every source file of the program in the order of the paths, but for files of tests.
pub fn source_files() -> Vec<SourceFile> {
    let root = repository().join("src");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file is UTF-8");
        let below = path.strip_prefix(&root).expect("it lies below src");
        let code = text.split("#[cfg(test)]\nmod tests {").next();
        SourceFile {
            path: below.to_string_lossy().replace('\\', "/"),
            code: code.unwrap_or_default().to_owned(),
        }
    };
    let files = files_below(&root).into_iter();
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(read)
        .filter(|file| !file.path.contains("/tests/") && !file.path.ends_with("/tests.rs"))
        .collect()
}

/// Every file below a folder, in the order of the paths.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).expect("the folder can be read");
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
