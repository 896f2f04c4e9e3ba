//! Where a build leaves what the next one may use: a file below `.yearbook/` in the site's folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::disk::Stamp;

/// The folder of what is kept between builds.
const FOLDER: &str = ".yearbook";

/// The file of what is kept for one output folder.
#[derive(Clone, Debug)]
pub struct StateFile {
    folder: PathBuf,
    file: PathBuf,
}

impl StateFile {
    /// The file for a site and the folder in which it is published. It has the same name on another
    /// machine when the output lies below the site.
    pub fn of(root: &Path, output: &Path) -> StateFile {
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let (root, output) = (absolute(root), absolute(output));
        let named = output.strip_prefix(&root).unwrap_or(&output);
        let hash = blake3::hash(named.to_string_lossy().as_bytes()).to_hex();
        let folder = root.join(FOLDER);
        StateFile {
            file: folder.join(format!("{}.cache", &hash[..16])),
            folder,
        }
    }

    /// The time by the clock of the file system, in nanoseconds since 1970; nothing where nothing
    /// was ever left, or nothing can be written.
    pub fn now(&self) -> Option<u64> {
        if !self.folder.is_dir() {
            return None;
        }
        let file = self.file.with_extension("now");
        fs::write(&file, "").ok()?;
        let metadata = fs::metadata(&file).ok()?;
        fs::remove_file(&file).ok()?;
        Some(Stamp::of(&metadata).modified)
    }

    /// What was left; nothing where nothing can be read.
    pub fn read(&self) -> Option<Vec<u8>> {
        fs::read(&self.file).ok()
    }

    /// Leaves something, in one step, so that it is never half there.
    pub fn write(&self, pieces: &[Vec<u8>]) -> io::Result<()> {
        self.make_folder()?;
        let unfinished = self.file.with_extension("new");
        let mut file = File::create(&unfinished)?;
        for piece in pieces {
            file.write_all(piece)?;
        }
        drop(file);
        fs::rename(unfinished, &self.file)
    }

    /// The folder, which keeps itself out of version control.
    fn make_folder(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let ignore = self.folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n")?;
        }
        Ok(())
    }
}
