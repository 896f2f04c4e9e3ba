//! Walks the folders of a site in a fixed order and reads what the program interprets.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Inputs, PACKAGE_FILE, RawFile, ReadError, embedded};
use crate::diag::{Bytes, Source};
use crate::disk::Stamp;

/// The folders that a site may have; nothing else below the root is read.
const FOLDERS: [&str; 4] = ["content", "data", "static", "themes"];

/// The site's configuration file.
const SITE_FILE: &str = "yearbook.toml";

/// File name endings whose files are interpreted, by folder.
fn is_interpreted(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match path.split('/').next() {
        Some("content") => ending == "md",
        Some("data") => is_data(ending),
        Some("themes") => !path.contains("/static/") && matches!(ending, "html" | "toml"),
        Some(SITE_FILE) => true,
        Some(_) | None => false,
    }
}

/// Endings of files that hold data or describe them.
fn is_data(ending: &str) -> bool {
    matches!(ending, "csv" | "geojson" | "json" | "tab" | "tsv" | "txt")
}

/// Whether a folder holds data with their descriptor, without being a site.
pub fn is_package(folder: &Path) -> bool {
    folder.join(PACKAGE_FILE).is_file()
}

/// Reads a file that need not belong to a site. Messages name it as it is named here.
pub fn read_file_alone(path: &Path) -> Result<Source, ReadError> {
    let bytes =
        read_file(path).map_err(|error| ReadError::File(path.to_owned(), error.to_string()))?;
    let name = path.to_string_lossy().replace('\\', "/");
    Ok(Source::held(&name, bytes))
}

/// Reads a folder of data alone, such as one that was made by another program. Paths are relative
/// to it. The default theme is there as in a site.
pub fn read_data(folder: &Path) -> Result<Inputs, ReadError> {
    let error = |error: io::Error| ReadError::Root(folder.to_owned(), error.to_string());
    if !fs::metadata(folder).map_err(error)?.is_dir() {
        let why = "it is not a folder".to_owned();
        return Err(ReadError::Root(folder.to_owned(), why));
    }
    let mut files = Vec::new();
    list(folder, "", &mut files)?;
    files.retain(|file| {
        let ending = file.path.rsplit_once('.');
        let ending = ending.map_or("", |(_, ending)| ending);
        is_data(ending)
    });
    let texts = read_all(files)?;
    Ok(over_default_theme(folder, texts, BTreeMap::new()))
}

/// Reads the site in `root`. Files of the default theme that the site does not have come from the
/// program itself.
///
/// Files and folders whose name starts with a dot are left out.
pub fn read(root: &Path) -> Result<Inputs, ReadError> {
    let root_error = |error: io::Error| ReadError::Root(root.to_owned(), error.to_string());
    if !fs::metadata(root).map_err(root_error)?.is_dir() {
        return Err(ReadError::Root(
            root.to_owned(),
            "it is not a folder".into(),
        ));
    }
    let files = list_site(root)?;
    let stamps = files.iter().map(|file| (file.path.clone(), file.stamp));
    let stamps = stamps.collect();
    let (interpreted, others): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|file| is_interpreted(&file.path));
    let texts = read_all(interpreted)?;
    let others: BTreeMap<String, RawFile> = others
        .into_iter()
        .map(|file| (file.path, RawFile::Disk(file.file)))
        .collect();
    Ok(over_default_theme(root, texts, others).with_stamps(stamps))
}

/// The stamps of all files of the site in `root`, without reading them.
pub fn stamps(root: &Path) -> Result<BTreeMap<String, Stamp>, ReadError> {
    let files = list_site(root)?.into_iter();
    Ok(files.map(|file| (file.path, file.stamp)).collect())
}

/// The hash of what is in a file of the site in `root`; nothing where it cannot be read.
pub fn content_hash(root: &Path, path: &str) -> Option<[u8; 32]> {
    let content = read_file(&root.join(path)).ok()?;
    Some(*blake3::hash((*content).as_ref()).as_bytes())
}

/// A file that was found.
struct Found {
    /// Its path relative to the root, with `/` between folders.
    path: String,
    file: PathBuf,
    stamp: Stamp,
}

fn list_site(root: &Path) -> Result<Vec<Found>, ReadError> {
    let mut files = Vec::new();
    let site_file = root.join(SITE_FILE);
    if let Ok(metadata) = fs::metadata(&site_file)
        && metadata.is_file()
    {
        files.push(Found {
            path: SITE_FILE.to_owned(),
            file: site_file,
            stamp: Stamp::of_foreign(&metadata),
        });
    }
    for folder in FOLDERS {
        list(root, folder, &mut files)?;
    }
    Ok(files)
}

/// Adds the files of the default theme that are not there.
fn over_default_theme(
    root: &Path,
    mut texts: BTreeMap<String, Source>,
    mut others: BTreeMap<String, RawFile>,
) -> Inputs {
    for (path, content) in embedded::files() {
        if is_interpreted(&path) {
            let source = || Source::new(&path, content);
            texts.entry(path.clone()).or_insert_with(source);
        } else {
            others.entry(path).or_insert(RawFile::Embedded(content));
        }
    }
    Inputs::new(root.to_owned(), texts, others)
}

fn read_all(files: Vec<Found>) -> Result<BTreeMap<String, Source>, ReadError> {
    files
        .into_par_iter()
        .map(|Found { path, file, .. }| {
            let bytes =
                read_file(&file).map_err(|error| ReadError::File(file, error.to_string()))?;
            let source = Source::held(&path, bytes);
            Ok((path, source))
        })
        .collect()
}

/// A part of a file that is worth a thread of its own, in bytes.
const PART: usize = 1 << 21;

/// Reads a file; a large one on all threads, because making room for it takes longer than copying.
fn read_file(path: &Path) -> io::Result<Arc<dyn Bytes>> {
    let length = usize::try_from(fs::metadata(path)?.len()).map_err(io::Error::other)?;
    if length <= PART {
        return Ok(Arc::new(fs::read(path)?));
    }
    let mut room = room(length)?;
    room.as_mut()
        .par_chunks_mut(PART)
        .enumerate()
        .try_for_each(|(number, part)| {
            let mut file = fs::File::open(path)?;
            let start = u64::try_from(number * PART).map_err(io::Error::other)?;
            file.seek(io::SeekFrom::Start(start))?;
            file.read_exact(part)
        })?;
    Ok(Arc::new(room))
}

/// Memory for a large file. In large pages it is made ready several times as fast.
#[cfg(target_os = "linux")]
fn room(length: usize) -> io::Result<memmap2::MmapMut> {
    let room = memmap2::MmapMut::map_anon(length)?;
    // A wish: memory without large pages does as well.
    let _ = room.advise(memmap2::Advice::HugePage);
    Ok(room)
}

/// Memory for a large file.
#[cfg(not(target_os = "linux"))]
fn room(length: usize) -> io::Result<Vec<u8>> {
    Ok(vec![0; length])
}

fn list(root: &Path, folder: &str, files: &mut Vec<Found>) -> Result<(), ReadError> {
    let start = root.join(folder);
    if !start.exists() {
        return Ok(());
    }
    // Files such as `.nojekyll` and `.well-known/` are published; those of git and of desktops
    // are nobody's intention.
    let is_static = folder == "static";
    let visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().as_encoded_bytes();
        let hidden = name.starts_with(b".git") || name == b".DS_Store";
        entry.depth() == 0 || !name.starts_with(b".") || (is_static && !hidden)
    };
    let walk = WalkDir::new(&start).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(visible) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(&start).to_owned();
            ReadError::File(path, error.to_string())
        })?;
        if entry.path_is_symlink() && !stays_inside(root, entry.path()) {
            return Err(ReadError::LeadsOut(entry.path().to_owned()));
        }
        if entry.file_type().is_file() {
            // A file that is gone by now is told when it is read.
            let metadata = entry.metadata().ok();
            files.push(Found {
                path: relative(root, entry.path())?,
                stamp: metadata.as_ref().map(Stamp::of_foreign).unwrap_or_default(),
                file: entry.into_path(),
            });
        }
    }
    Ok(())
}

/// Whether a link leads to a place below the root: a site that is built for somebody else must not
/// publish the builder's files.
fn stays_inside(root: &Path, link: &Path) -> bool {
    match (fs::canonicalize(root), fs::canonicalize(link)) {
        (Ok(root), Ok(target)) => target.starts_with(root),
        _ => false,
    }
}

/// Whether files at `path` would be read as part of the site in `root`.
pub fn is_read(root: &Path, path: &Path) -> bool {
    let real = |path: &Path| {
        // The last parts may not exist yet; what exists of the path tells where it leads.
        let existing = path.ancestors().find(|ancestor| ancestor.exists())?;
        let rest = path.strip_prefix(existing).ok()?;
        Some(fs::canonicalize(existing).ok()?.join(rest))
    };
    let absolute = std::path::absolute(path).ok();
    let Some(path) = absolute.as_deref().and_then(real) else {
        return false;
    };
    FOLDERS
        .iter()
        .filter_map(|folder| fs::canonicalize(root.join(folder)).ok())
        .any(|folder| path.starts_with(folder))
}

fn relative(root: &Path, path: &Path) -> Result<String, ReadError> {
    let below = path
        .strip_prefix(root)
        .expect("a walk from a folder stays below it");
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    parts
        .map(|parts| parts.join("/"))
        .ok_or_else(|| ReadError::Name(path.to_owned()))
}
