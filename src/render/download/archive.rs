//! Archives: several files as one, in the ZIP format.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// An archive of files with their names. Every file has the same time, that of the format's beginning,
/// so that equal files make equal archives. Of files of one name the first is there: that there are
/// several was reported as a mistake, and nothing is published.
pub(in crate::render) fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut names = BTreeSet::new();
    for (name, content) in files.iter().filter(|(name, _)| names.insert(name)) {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        writer
            .start_file(name.as_str(), options)
            .expect("names in an archive differ");
        writer.write_all(content).expect("memory can be written to");
    }
    let file = writer.finish().expect("memory can be written to");
    file.into_inner()
}
