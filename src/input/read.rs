//! Walks the folders of a site in a fixed order and reads what the program interprets.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::list::{FOLDERS, Found, SITE_FILE, list, list_site, resolve, stays_near};
use super::{DiskFile, Inputs, PACKAGE_FILE, RawFile, ReadError, embedded};
use crate::diag::{Bytes, Source};
use crate::disk::{Folder, Stamp, open_regular};

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
///
/// In a site, a folder of data or a repository, which may be that of a stranger, a link is only followed if
/// it stays there.
pub fn read_file_alone(path: &Path) -> Result<Source, ReadError> {
    let bytes = read_bytes_alone(path)?;
    let name = path.to_string_lossy().replace('\\', "/");
    Ok(Source::held(&name, bytes))
}

/// The content of a file that need not belong to a site, read as by [`read_file_alone`].
pub fn read_bytes_alone(path: &Path) -> Result<Arc<dyn Bytes>, ReadError> {
    let failed = |error: io::Error| ReadError::File(path.to_owned(), error.to_string());
    let real = fs::canonicalize(path).map_err(failed)?;
    if !stays_near(path).map_err(failed)? {
        return Err(ReadError::LeadsOut(path.to_owned()));
    }
    open_regular(&real)
        .and_then(|file| content_of(&file))
        .map_err(failed)
}

/// Reads a folder of data alone, such as one that was made by another program. Paths are relative
/// to it. The default theme is there as in a site.
pub fn read_data(folder: &Path) -> Result<Inputs, ReadError> {
    let root = open_root(folder)?;
    let mut files = Vec::new();
    list(folder, "", &mut files)?;
    files.retain(|file| {
        let ending = file.path.rsplit_once('.');
        let ending = ending.map_or("", |(_, ending)| ending);
        is_data(ending)
    });
    let texts = read_all(&root, files)?;
    Ok(over_default_theme(folder, texts, BTreeMap::new()))
}

/// Reads the site in `root`. Files of the default theme that the site does not have come from the
/// program itself.
///
/// Files and folders whose name starts with a dot are left out. A link is followed if what it leads to
/// is in a folder of the site's own; any other is an error.
pub fn read(root: &Path) -> Result<Inputs, ReadError> {
    let folder = Arc::new(open_root(root)?);
    let files = list_site(root)?;
    let stamps = files.iter().map(|file| (file.path.clone(), file.stamp));
    let stamps = stamps.collect();
    let (interpreted, others): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|file| is_interpreted(&file.path));
    let texts = read_all(&folder, interpreted)?;
    let others: BTreeMap<String, RawFile> = others
        .into_iter()
        .map(|file| {
            let raw = DiskFile::new(&folder, file.real);
            (file.path, RawFile::Disk(raw))
        })
        .collect();
    Ok(over_default_theme(root, texts, others).with_stamps(stamps))
}

fn open_root(root: &Path) -> Result<Folder, ReadError> {
    let error = |error: String| ReadError::Root(root.to_owned(), error);
    match fs::metadata(root) {
        Ok(found) if !found.is_dir() => Err(error("it is not a folder".to_owned())),
        Ok(_) => Folder::open(root).map_err(|e| error(e.to_string())),
        Err(e) => Err(error(e.to_string())),
    }
}

/// The stamps of all files of the site in `root`, without reading them.
pub fn stamps(root: &Path) -> Result<BTreeMap<String, Stamp>, ReadError> {
    let files = list_site(root)?.into_iter();
    Ok(files.map(|file| (file.path, file.stamp)).collect())
}

/// The hash of what is in a file of the site in `root`; nothing where it cannot be read.
pub fn content_hash(root: &Path, path: &str) -> Option<[u8; 32]> {
    let folder = Folder::open(root).ok()?;
    let file = folder.read(path).or_else(|error| {
        let real = resolve(root, &root.join(path)).ok_or(error)?;
        folder.read(&real)
    });
    let content = content_of(&file.ok()?).ok()?;
    Some(*blake3::hash((*content).as_ref()).as_bytes())
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

fn read_all(root: &Folder, files: Vec<Found>) -> Result<BTreeMap<String, Source>, ReadError> {
    files
        .into_par_iter()
        .map(|Found { path, real, .. }| {
            let bytes = root
                .read(&real)
                .and_then(|file| content_of(&file))
                .map_err(|error| ReadError::File(root.path().join(&path), error.to_string()))?;
            let source = Source::held(&path, bytes);
            Ok((path, source))
        })
        .collect()
}

/// A part of a file that is worth a thread of its own, in bytes.
const PART: usize = 1 << 21;

/// Reads a file; a large one on all threads, because making room for it takes longer than copying.
fn content_of(file: &File) -> io::Result<Arc<dyn Bytes>> {
    let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
    if length <= PART {
        let mut content = Vec::with_capacity(length);
        io::Read::read_to_end(&mut &*file, &mut content)?;
        return Ok(Arc::new(content));
    }
    read_parts(file, length)
}

#[cfg(unix)]
fn read_parts(file: &File, length: usize) -> io::Result<Arc<dyn Bytes>> {
    use std::os::unix::fs::FileExt;
    let mut room = room(length)?;
    room.as_mut()
        .par_chunks_mut(PART)
        .enumerate()
        .try_for_each(|(number, part)| {
            let start = u64::try_from(number * PART).map_err(io::Error::other)?;
            file.read_exact_at(part, start)
        })?;
    Ok(Arc::new(room))
}

/// Reads a large file on one thread.
#[cfg(not(unix))]
fn read_parts(mut file: &File, length: usize) -> io::Result<Arc<dyn Bytes>> {
    let mut room = vec![0; length];
    io::Read::read_exact(&mut file, &mut room)?;
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
#[cfg(all(unix, not(target_os = "linux")))]
fn room(length: usize) -> io::Result<Vec<u8>> {
    Ok(vec![0; length])
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
