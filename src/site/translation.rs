//! What is not said in every language of the site.

use super::Site;
use crate::content::{self, Document};
use crate::data::{Content, Resource};
use crate::diag::{Code, Diagnostic, Report};
use crate::locale::{Language, LocalText};

/// How many codes without a name a message lists.
const SHOWN: usize = 3;

impl Site<'_> {
    /// Reports documents, and texts of the configuration and of the data, that are not there in every
    /// language.
    pub(super) fn report_missing_translations(&self, report: &mut Report) {
        self.report_documents(report);
        let config = self.config;
        let texts = [
            ("title", &config.title),
            ("description", &config.description),
            ("publisher", &config.publisher),
        ];
        for language in &config.languages {
            let lacking = lacking(texts, language);
            if !lacking.is_empty() {
                let message = format!("the site has no {} in `{language}`", lacking.join(", "));
                let hint = format!("add it to [translations.{language}]");
                let mut warning = Diagnostic::warning(Code::MissingTranslation, message).hint(hint);
                warning.location = config.location.clone().map(Box::new);
                report.push(warning);
            }
        }
        for resource in &self.catalog.resources {
            for language in &config.languages {
                report_resource(resource, language, report);
            }
        }
    }

    fn report_documents(&self, report: &mut Report) {
        let languages = &self.config.languages;
        let default = self.config.default_language();
        for (stem, documents) in self.documents.groups() {
            let find = |language: &Language| documents.iter().find(|d| d.language == *language);
            for language in languages {
                match (find(language), find(default), documents.first()) {
                    (None, _, Some(document)) => {
                        let name = if language == default {
                            format!("{stem}.md")
                        } else {
                            format!("{stem}.{language}.md")
                        };
                        let message = format!("{} has no version in `{language}`", document.path);
                        report.push(
                            document
                                .source
                                .beginning()
                                .warning(Code::MissingTranslation, message)
                                .hint(format!("add {}{name}", content::FOLDER)),
                        );
                    }
                    (Some(own), Some(base), _) => report_counts(own, base, report),
                    (_, _, _) => {}
                }
            }
        }
    }
}

/// What is lacking, and what to do.
type Lack = (String, String);

/// Reports the texts of a resource that are not there in a language.
fn report_resource(resource: &Resource, language: &Language, report: &mut Report) {
    let lacks = lacking_texts(resource, language)
        .into_iter()
        .chain(lacking_words_of_revisions(resource, language))
        .chain(lacking_names(resource, language));
    for (message, hint) in lacks {
        report.push(
            Diagnostic::warning(Code::MissingTranslation, message)
                .at(resource.location.clone())
                .hint(hint),
        );
    }
}

/// The texts of a resource and of its fields.
fn lacking_texts(resource: &Resource, language: &Language) -> Vec<Lack> {
    let about = &resource.about;
    let own = [
        ("title", &resource.title),
        ("description", &resource.description),
        ("source", &resource.source),
        ("coverage", &about.coverage),
        ("geography", &about.geography),
        ("method", &about.method),
    ];
    let mut found = vec![(
        format!("the resource `{}`", resource.name),
        lacking(own, language),
    )];
    for field in &resource.fields {
        // A field for one language is not shown in others.
        if field.language.as_ref().is_none_or(|own| own == language) {
            let texts = [
                ("title", &field.title),
                ("description", &field.description),
                ("unit", &field.unit),
            ];
            let whose = format!("the field `{}` of `{}`", field.name, resource.name);
            found.push((whose, lacking(texts, language)));
        }
    }
    let found = found.into_iter().filter(|(_, texts)| !texts.is_empty());
    found
        .map(|(whose, texts)| {
            let keys = texts.iter();
            let keys = keys.map(|text| format!("`yearbook.translations.{language}.{text}`"));
            (
                format!("{whose} has no {} in `{language}`", texts.join(", ")),
                format!("add {}", keys.collect::<Vec<_>>().join(", ")),
            )
        })
        .collect()
}

fn lacking_words_of_revisions(resource: &Resource, language: &Language) -> Vec<Lack> {
    let revisions = resource.about.revisions.iter();
    let untold = revisions.filter(|revision| {
        is_lacking(&revision.what, language) || is_lacking(&revision.why, language)
    });
    untold
        .map(|revision| {
            let (kind, date) = (revision.kind.name(), revision.date);
            (
                format!("the {kind} of {date} has no words in `{language}`"),
                format!("add its `translations.{language}`"),
            )
        })
        .collect()
}

/// The names of the codes of a list.
fn lacking_names(resource: &Resource, language: &Language) -> Option<Lack> {
    let Content::CodeList(list) = &resource.content else {
        return None;
    };
    let codes = 0..list.texts.len();
    let unnamed: Vec<usize> = codes
        .filter(|code| is_lacking(&list.texts[*code].label, language))
        .collect();
    let known = list.texts[*unnamed.first()?].label.languages().next()?;
    let shown = unnamed.iter().take(SHOWN);
    let shown: Vec<String> = shown
        .map(|code| format!("`{}`", list.rows[*code][list.key]))
        .collect();
    let more = match unnamed.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some((
        format!(
            "{}{more} of `{}` have no name in `{language}`",
            shown.join(", "),
            resource.name
        ),
        format!("add a column of names beside that in `{known}`"),
    ))
}

/// A translation says as much as what it translates: where lists are shorter, something is lost.
fn report_counts(own: &Document, base: &Document, report: &mut Report) {
    let counts = [
        (
            "main points",
            own.front.main_points.len(),
            base.front.main_points.len(),
        ),
        (
            "headline figures",
            own.front.headlines.len(),
            base.front.headlines.len(),
        ),
    ];
    for (what, is, should_be) in counts {
        if is != should_be {
            let message = format!(
                "{} has {is} {what}, and {} has {should_be}",
                own.path, base.path
            );
            report.push(
                own.source
                    .beginning()
                    .warning(Code::MissingTranslation, message)
                    .hint("give readers of both languages the same"),
            );
        }
    }
}

/// The names of the texts that are given in another language and not in this one.
fn lacking<'n, const N: usize>(
    texts: [(&'n str, &LocalText); N],
    language: &Language,
) -> Vec<&'n str> {
    let found = texts
        .into_iter()
        .filter(|(_, text)| is_lacking(text, language));
    found.map(|(name, _)| name).collect()
}

fn is_lacking(text: &LocalText, language: &Language) -> bool {
    !text.is_empty() && text.get(language).is_none()
}
