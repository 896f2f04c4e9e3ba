//! Whether a published site is still as it was left.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::draft::Written;
use super::manifest_file;
use crate::disk::Stamp;

/// What a folder of a published site holds.
#[derive(Default)]
struct Holds<'w> {
    files: Vec<&'w Written>,
    /// How many folders are in it.
    folders: usize,
}

/// Whether the site in `output` consists of exactly these files, none of them touched since. Stamps are
/// looked at, not contents; where a stamp is no proof, nothing is as it was left.
pub fn is_as_left<'w>(output: &Path, files: impl Iterator<Item = &'w Written>) -> bool {
    let mut folders: BTreeMap<&str, Holds<'w>> = BTreeMap::new();
    for file in files {
        let mut folder = parent(&file.path);
        let mut is_new = !folders.contains_key(folder);
        folders.entry(folder).or_default().files.push(file);
        // A folder that was not known is one more in the folder that it lies in.
        while is_new && !folder.is_empty() {
            folder = parent(folder);
            is_new = !folders.contains_key(folder);
            folders.entry(folder).or_default().folders += 1;
        }
    }
    let manifest = output.join(manifest_file::NAME).is_file();
    let folders: Vec<(&str, Holds<'w>)> = folders.into_iter().collect();
    manifest
        && folders.into_par_iter().all(|(folder, holds)| {
            let own = usize::from(folder.is_empty());
            let count = holds.files.len() + holds.folders + own;
            let place = output.join(folder);
            // A link to a folder may lead to what is not ours.
            let is_real = own == 1 || fs::symlink_metadata(&place).is_ok_and(|m| m.is_dir());
            let entries = fs::read_dir(&place);
            is_real
                && entries.is_ok_and(|entries| entries.count() == count)
                && holds.files.iter().all(|file| is_untouched(output, file))
        })
}

/// Whether a file of the published site is as it was left, by its stamp.
pub fn is_untouched(output: &Path, file: &Written) -> bool {
    has_stamp(&output.join(&file.path), file.stamp)
}

/// Whether the list of the published files is as it was left, by its stamp.
pub fn is_list_untouched(output: &Path, stamp: Stamp) -> bool {
    has_stamp(&output.join(manifest_file::NAME), stamp)
}

fn has_stamp(file: &Path, stamp: Stamp) -> bool {
    let metadata = fs::symlink_metadata(file);
    let is_same = |metadata: &fs::Metadata| metadata.is_file() && Stamp::of(metadata) == stamp;
    stamp.is_proof() && metadata.is_ok_and(|metadata| is_same(&metadata))
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}
