//! Citations for programs: BibTeX and RIS. That of citation processors is in `csl_file`.

use super::csl_file;
use crate::config::FileFormat;
use crate::site::CiteInputs;

/// A citation in a format of citations.
pub(in crate::render) fn citation(cite: &CiteInputs, format: FileFormat) -> Vec<u8> {
    let text = match format {
        FileFormat::BibTex => bibtex(cite),
        FileFormat::Ris => ris(cite),
        FileFormat::CslJson => csl_file::csl_json(cite),
        _ => unreachable!("these are no formats of citations"),
    };
    text.into_bytes()
}

/// An entry of a BibTeX database in UTF-8, as `biber` and current versions of `bibtex8` read it.
/// Titles are in two pairs of braces, so that styles leave their capitals alone.
fn bibtex(cite: &CiteInputs) -> String {
    let (kind, organisation) = if cite.is_dataset {
        ("misc", "publisher")
    } else {
        ("techreport", "institution")
    };
    let mut fields = vec![
        ("author", format!("{{{}}}", escaped(&cite.organisation))),
        (organisation, escaped(&cite.organisation)),
        ("title", format!("{{{}}}", escaped(&cite.title))),
    ];
    if cite.is_dataset {
        fields.push(("type", "Dataset".to_owned()));
    }
    if let Some([year, month, day]) = parts_of_date(cite) {
        fields.push(("date", format!("{year}-{month}-{day}")));
        fields.push(("year", year.to_owned()));
        fields.push(("month", month.trim_start_matches('0').to_owned()));
    }
    fields.extend(cite.url.iter().map(|url| ("url", url.clone())));
    fields.push(("langid", cite.language.clone()));
    let mut text = format!("@{kind}{{{},\n", cite.key);
    for (name, value) in fields {
        text.push_str(&format!("  {name} = {{{value}}},\n"));
    }
    text.push_str("}\n");
    text
}

/// A text in which no sign has a meaning of its own for TeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            // Readers of BibTeX count braces, also those behind a backslash.
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '&' | '%' | '$' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(sign);
            }
            sign if sign.is_control() => escaped.push(' '),
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// A record of the RIS format: a tag of two letters a line, lines end with CR LF.
fn ris(cite: &CiteInputs) -> String {
    let mut lines = vec![
        (
            "TY",
            if cite.is_dataset { "DATA" } else { "RPRT" }.to_owned(),
        ),
        ("ID", cite.key.clone()),
        ("AU", cite.organisation.clone()),
        ("PB", cite.organisation.clone()),
        ("TI", cite.title.clone()),
    ];
    if let Some([year, month, day]) = parts_of_date(cite) {
        lines.push(("PY", year.to_owned()));
        lines.push(("DA", format!("{year}/{month}/{day}/")));
    }
    lines.push(("LA", cite.language.clone()));
    lines.extend(cite.url.iter().map(|url| ("UR", url.clone())));
    lines.push(("ER", String::new()));
    let mut text = String::new();
    for (tag, value) in lines {
        let value: String = value
            .chars()
            .map(|sign| if sign.is_control() { ' ' } else { sign })
            .collect();
        text.push_str(&format!("{tag}  - {value}\r\n"));
    }
    text
}

/// Year, month and day of the edition, as digits.
pub(super) fn parts_of_date(cite: &CiteInputs) -> Option<[&str; 3]> {
    let mut parts = cite.date.as_ref()?.iso.split('-');
    Some([parts.next()?, parts.next()?, parts.next()?])
}
