//! What changed between two states of data as Markdown, to be read beside a proposed change.

use super::diff_text::{
    NOT_COMPARED, changed_pages, code, files_summary, shown, signed, structure, summary, withheld,
};
use crate::diff::{DataDiff, ResourceDiff};
use crate::output::FilesDiff;

/// A heading and a table for every resource that changed, each with at most `rows` cells and codes.
/// Where the files of both are known, the pages that changed follow.
pub(super) fn markdown(diff: &DataDiff, files: Option<&FilesDiff>, rows: usize) -> String {
    let mut text = String::from("## What changed in the data\n\n");
    if diff.is_empty() {
        text.push_str(match diff.not_compared.len() {
            0 => "Nothing.\n",
            _ => "Nothing that can be compared.\n",
        });
    } else {
        resources(&mut text, diff, rows);
    }
    for name in &diff.not_compared {
        text.push_str(&format!("\n- {}: {NOT_COMPARED}\n", escaped(name)));
    }
    if let Some(files) = files {
        let summary = capital(&files_summary(files));
        text.push_str(&format!("\n## What changed on the site\n\n{summary}.\n"));
        for (word, pages) in changed_pages(files) {
            if !pages.is_empty() {
                text.push('\n');
            }
            for page in pages.iter().take(rows) {
                text.push_str(&format!("- {word}: {}\n", escaped(page)));
            }
            more(&mut text, pages.len(), rows);
        }
    }
    text
}

fn resources(text: &mut String, diff: &DataDiff, rows: usize) {
    text.push_str(&format!(
        "Class of the change: **{}**\n",
        diff.class().name()
    ));
    for resource in &diff.resources {
        text.push_str(&format!(
            "\n### {}\n\n{}\n",
            escaped(&resource.name),
            escaped(&capital(&summary(resource)))
        ));
        let lines = resource.structure.iter().map(structure);
        let entries = resource.entries.iter().map(|entry| {
            let what = entry.what.iter().next().map(|(_, what)| what);
            format!(
                "{} of {}: {}",
                entry.kind.name(),
                entry.date,
                what.unwrap_or_default()
            )
        });
        let lost = resource.lost_entries.iter().map(|entry| {
            format!(
                "gone from the register: {} of {}",
                entry.kind.name(),
                entry.date
            )
        });
        let codes = resource.codes.iter().take(rows).map(code);
        let mut is_first = true;
        for line in lines.chain(entries).chain(lost).chain(codes) {
            if std::mem::take(&mut is_first) {
                text.push('\n');
            }
            text.push_str(&format!("- {}\n", escaped(&line)));
        }
        more(text, resource.codes.len(), rows);
        table(text, resource, rows);
    }
}

fn table(text: &mut String, resource: &ResourceDiff, rows: usize) {
    let Some(first) = resource.cells.first().filter(|_| rows > 0) else {
        return;
    };
    let mut heads: Vec<String> = vec![String::new()];
    heads.extend(first.key.iter().map(|(name, _)| name.clone()));
    heads.extend(["measure", "before", "now", "difference", "per cent"].map(str::to_owned));
    text.push('\n');
    row(text, &heads);
    let lines = heads.len() - 4;
    text.push_str(&format!("|{}{}\n", "---|".repeat(lines), "--:|".repeat(4)));
    for cell in resource.cells.iter().take(rows) {
        let mut cells = vec![cell.kind().name().to_owned()];
        cells.extend(cell.key.iter().map(|(_, code)| code.clone()));
        cells.push(cell.measure.clone());
        cells.extend(if cell.is_withheld {
            [withheld(cell), shown(cell.new)]
        } else {
            [shown(cell.old), shown(cell.new)]
        });
        let numbers = [cell.difference(), cell.percent()];
        cells.extend(numbers.map(|number| number.map(signed).unwrap_or_default()));
        row(text, &cells);
    }
    more(text, resource.cells.len(), rows);
}

fn more(text: &mut String, all: usize, rows: usize) {
    if all > rows {
        text.push_str(&format!("\n… and {} more\n", all - rows));
    }
}

fn row(text: &mut String, cells: &[String]) {
    text.push('|');
    for cell in cells {
        text.push_str(&format!(" {} |", escaped(cell)));
    }
    text.push('\n');
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// What hosts of repositories make links of wherever it stands, and after how many of its letters it is
/// interrupted so that they do not.
const LINKED: [(&str, usize); 4] = [("://", 1), ("www.", 3), ("GH-", 2), ("gh-", 2)];

/// A text of the data that is never markup, a link, a mention of somebody or the end of a cell.
pub(super) fn escaped(text: &str) -> String {
    /// Nobody sees it.
    const INTERRUPTION: &str = "<!-- -->";
    let mut escaped = String::with_capacity(text.len());
    let mut interrupted = None;
    for (at, letter) in text.char_indices() {
        let mut linked = LINKED.iter();
        if let Some((_, length)) = linked.find(|(word, _)| text[at..].starts_with(word)) {
            interrupted = Some(at + length);
        }
        if interrupted == Some(at) {
            escaped.push_str(INTERRUPTION);
        }
        match letter {
            '\n' | '\r' => escaped.push(' '),
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            // A formula begins with it, also behind a backslash.
            '$' => escaped.push_str("&#36;"),
            // A mention is also one behind a backslash.
            '@' => escaped.extend(["&#64;", INTERRUPTION]),
            // Behind it a number is that of an issue.
            '#' => escaped.extend(["\\#", INTERRUPTION]),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '>' | '!' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}
