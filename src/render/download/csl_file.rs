//! The file format of CSL-JSON, which citation processors read.

use serde::Serialize;

use super::citation::parts_of_date;
use crate::site::CiteInputs;

#[derive(Debug, Serialize)]
struct CslItem<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'a str,
    author: [CslName<'a>; 1],
    publisher: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    language: &'a str,
}

/// An organisation as an author.
#[derive(Debug, Serialize)]
struct CslName<'a> {
    literal: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslDate {
    date_parts: [[u16; 3]; 1],
}

/// A list of one item.
pub(super) fn csl_json(cite: &CiteInputs) -> String {
    let number = |digits: &str| digits.parse().expect("the digits of a date");
    let item = CslItem {
        id: &cite.key,
        kind: if cite.is_dataset { "dataset" } else { "report" },
        title: &cite.title,
        author: [CslName {
            literal: &cite.organisation,
        }],
        publisher: &cite.organisation,
        issued: parts_of_date(cite).map(|parts| CslDate {
            date_parts: [parts.map(number)],
        }),
        url: cite.url.as_deref(),
        language: &cite.language,
    };
    let mut text = serde_json::to_string_pretty(&[item]).expect("plain texts and numbers");
    text.push('\n');
    text
}
