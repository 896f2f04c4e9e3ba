//! The plain text that lies in an archive beside the files of a figure or dataset.

use super::export::Export;

/// The name of the text in an archive.
pub(in crate::render) const README: &str = "README.txt";

/// What there is to know of the files of an archive: each name with what it is for.
pub(in crate::render) fn readme(export: &Export<'_>, files: &[(String, String)]) -> Vec<u8> {
    let (cube, colophon) = (export.cube, export.colophon);
    let mut text = format!("{}\n", colophon.title);
    if !colophon.description.is_empty() {
        text.push_str(&format!("{}\n", colophon.description));
    }
    text.push('\n');
    for (word, fact) in export.facts() {
        text.push_str(&format!("{word}: {fact}\n"));
    }
    let mut section = |title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{title}\n"));
            for line in lines {
                text.push_str(&format!("- {line}\n"));
            }
        }
    };
    section(export.word("note.title"), colophon.notes.clone());
    let files = files
        .iter()
        .map(|(name, purpose)| format!("{name}: {purpose}"));
    section(export.word("download.files"), files.collect());
    let dimensions = cube
        .dimensions
        .iter()
        .map(|d| format!("{}: {}", d.name, d.title));
    let measures = cube.measures.iter();
    let measures = measures.map(|measure| format!("{}: {}", measure.name, export.heading(measure)));
    let attributes = cube
        .attributes
        .iter()
        .map(|a| format!("{}: {}", a.name, a.title));
    let columns = dimensions.chain(measures).chain(attributes);
    section(export.word("download.columns"), columns.collect());
    let statuses = export.statuses().into_iter().map(|status| {
        let word = export.locale.status_word(status);
        format!("{}: {word}", status.sdmx())
    });
    section(export.word("download.statuses"), statuses.collect());
    text.into_bytes()
}
