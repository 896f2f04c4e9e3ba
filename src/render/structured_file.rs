//! What search engines read of a page: JSON-LD in the vocabulary of <https://schema.org>.
//!
//! Datasets carry what Google's search for datasets requires and recommends; so does every figure, whose
//! numbers are a dataset of their own.

use serde_json::{Map, Value, json};

use crate::site::{
    CiteInputs, DatasetInputs, Download, FigureInputs, KindInputs, Licence, MeasureInputs,
    PageContent, PageInputs, PageLink,
};

use super::figures;

/// A description of a dataset is between so many characters long, or is not taken.
const DESCRIPTION: (usize, usize) = (50, 5000);

/// The JSON of a page, ready to stand in a `script` element.
pub(super) fn structured(inputs: &PageInputs) -> String {
    let mut graph: Vec<Value> = Vec::new();
    match &inputs.content {
        PageContent::Dataset(dataset) => graph.extend(of_dataset(inputs, dataset)),
        PageContent::DataIndex(_) => graph.push(catalogue(inputs)),
        PageContent::Document(document) => match &document.kind {
            KindInputs::Article(cite) => graph.push(article(inputs, cite)),
            KindInputs::Home(_) => graph.push(website(inputs)),
            _ => {}
        },
        PageContent::SiteIndex(_) => graph.push(website(inputs)),
        PageContent::NotFound(_) => {}
    }
    graph.extend(figures(&inputs.content).filter_map(|figure| of_figure(inputs, figure)));
    graph.extend(breadcrumbs(inputs));
    if graph.is_empty() {
        return String::new();
    }
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    // Nothing in it may end the element or begin a comment.
    text.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

/// An object of what is known: null, and texts and lists that are empty, are left out.
fn object(members: Vec<(&str, Value)>) -> Value {
    let is_known = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => !values.is_empty(),
        _ => true,
    };
    let known = members.into_iter().filter(|(_, value)| is_known(value));
    Value::Object(
        known
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>(),
    )
}

fn publisher(inputs: &PageInputs) -> Value {
    let name = inputs.site.publisher.as_ref().unwrap_or(&inputs.site.title);
    object(vec![
        ("@type", json!("Organization")),
        ("name", json!(name)),
        ("url", json!(inputs.site.absolute(&inputs.site.home))),
    ])
}

fn website(inputs: &PageInputs) -> Value {
    object(vec![
        ("@type", json!("WebSite")),
        ("name", json!(inputs.site.title)),
        ("description", json!(inputs.site.description)),
        ("url", json!(inputs.canonical)),
        ("inLanguage", json!(inputs.site.language)),
        ("publisher", publisher(inputs)),
    ])
}

fn catalogue(inputs: &PageInputs) -> Value {
    object(vec![
        ("@type", json!("DataCatalog")),
        (
            "name",
            json!(format!("{} · {}", inputs.title, inputs.site.title)),
        ),
        ("description", json!(inputs.site.description)),
        ("url", json!(inputs.canonical)),
        ("inLanguage", json!(inputs.site.language)),
        ("publisher", publisher(inputs)),
        ("license", licence(inputs.site.licence.as_ref())),
    ])
}

fn article(inputs: &PageInputs, cite: &CiteInputs) -> Value {
    let date = inputs.date.as_ref().map(|date| date.iso.as_str());
    let updated = inputs.updated.as_ref().map(|date| date.iso.as_str());
    object(vec![
        ("@type", json!("Article")),
        ("headline", json!(cite.title)),
        ("description", json!(inputs.summary)),
        ("url", json!(inputs.canonical)),
        ("mainEntityOfPage", json!(inputs.canonical)),
        ("datePublished", json!(date)),
        ("dateModified", json!(updated.max(date))),
        ("inLanguage", json!(inputs.site.language)),
        ("image", json!(inputs.card.as_ref().map(|card| &card.href))),
        ("author", publisher(inputs)),
        ("publisher", publisher(inputs)),
        ("license", licence(inputs.site.licence.as_ref())),
        ("isBasedOn", based_on(inputs)),
    ])
}

/// The datasets that the numbers of a page come from.
fn based_on(inputs: &PageInputs) -> Value {
    let datasets = inputs.sources.iter().map(|source| &source.dataset);
    let datasets = datasets.filter_map(|dataset| inputs.site.absolute(&dataset.href));
    json!(
        datasets
            .map(|href| format!("{href}#dataset"))
            .collect::<Vec<_>>()
    )
}

fn of_dataset(inputs: &PageInputs, dataset: &DatasetInputs) -> Option<Value> {
    if dataset.measures.is_empty() {
        return None;
    }
    let texts = [&dataset.description, &dataset.coverage, &dataset.method];
    let texts = texts.into_iter().filter_map(Option::as_deref);
    let source = dataset.source.as_deref().unwrap_or_default();
    let more = [inputs.title.as_str(), source, &dataset.records];
    let url = inputs.canonical.as_ref();
    let span = dataset.time_span.as_ref();
    let places = dataset.places.iter();
    let catalog = inputs.site.data_index.as_ref().and_then(|page| {
        Some(json!({
            "@type": "DataCatalog",
            "name": format!("{} · {}", page.title, inputs.site.title),
            "url": inputs.site.absolute(&page.href)?,
        }))
    });
    Some(object(vec![
        ("@type", json!("Dataset")),
        ("@id", json!(url.map(|url| format!("{url}#dataset")))),
        ("name", json!(inputs.title)),
        ("description", json!(description(texts, more)?)),
        ("url", json!(url)),
        ("identifier", json!(dataset.name)),
        (
            "version",
            json!(inputs.updated.as_ref().map(|date| &date.iso)),
        ),
        (
            "dateModified",
            json!(inputs.updated.as_ref().map(|date| &date.iso)),
        ),
        ("inLanguage", json!(inputs.site.language)),
        ("isAccessibleForFree", json!(true)),
        ("license", licences(&dataset.licences, inputs)),
        ("creator", creator(dataset.source.as_deref(), inputs)),
        ("publisher", publisher(inputs)),
        (
            "temporalCoverage",
            json!(span.map(|(first, last)| format!("{first}/{last}"))),
        ),
        (
            "spatialCoverage",
            json!(
                places
                    .map(|name| json!({ "@type": "Place", "name": name }))
                    .collect::<Vec<_>>()
            ),
        ),
        ("variableMeasured", measured(&dataset.measures)),
        ("measurementTechnique", json!(dataset.method)),
        ("includedInDataCatalog", json!(catalog)),
        ("distribution", distribution(inputs, &dataset.downloads)),
    ]))
}

fn of_figure(inputs: &PageInputs, figure: &FigureInputs) -> Option<Value> {
    let texts = [figure.subtitle.as_str(), figure.description.as_str()];
    let source = figure.source.as_deref().unwrap_or_default();
    let more = [figure.title.as_str(), source, &inputs.title];
    let url = inputs
        .canonical
        .as_ref()
        .map(|url| format!("{url}#{}", figure.id));
    let updated = figure.updated.as_ref().map(|date| date.iso.as_str());
    Some(object(vec![
        ("@type", json!("Dataset")),
        ("@id", json!(url)),
        ("name", json!(figure.title)),
        ("description", json!(description(texts.into_iter(), more)?)),
        ("url", json!(url)),
        ("dateModified", json!(updated)),
        ("inLanguage", json!(inputs.site.language)),
        ("isAccessibleForFree", json!(true)),
        ("license", licences(&figure.licences, inputs)),
        ("creator", creator(figure.source.as_deref(), inputs)),
        (
            "variableMeasured",
            measured(&MeasureInputs::of_table(&figure.table)),
        ),
        ("distribution", distribution(inputs, &figure.downloads)),
    ]))
}

/// Who produced the data: the source that is named, else whoever publishes them.
fn creator(source: Option<&str>, inputs: &PageInputs) -> Value {
    match source {
        Some(source) => json!({ "@type": "Organization", "name": source }),
        None => publisher(inputs),
    }
}

/// A description of 50 to 5,000 characters: all of `texts`, then `more` until it is long enough;
/// `None` where it stays too short.
fn description<'t>(
    texts: impl Iterator<Item = &'t str>,
    more: impl IntoIterator<Item = &'t str>,
) -> Option<String> {
    let mut words = String::new();
    let add = |words: &mut String, text: &str| {
        if !words.is_empty() {
            words.push_str(if words.ends_with(['.', '!', '?']) {
                " "
            } else {
                ". "
            });
        }
        words.push_str(text);
    };
    let is_long = |words: &str| words.chars().count() >= DESCRIPTION.0;
    texts
        .filter(|text| !text.is_empty())
        .for_each(|text| add(&mut words, text));
    for text in more.into_iter().filter(|text| !text.is_empty()) {
        if !is_long(&words) {
            add(&mut words, text);
        }
    }
    let words: String = words.chars().take(DESCRIPTION.1).collect();
    is_long(&words).then_some(words)
}

fn measured(measures: &[MeasureInputs]) -> Value {
    let number = |plain: &Option<String>| {
        let plain = plain.as_ref()?;
        plain.parse::<serde_json::Number>().ok()
    };
    let measures = measures.iter().map(|measure| {
        object(vec![
            ("@type", json!("PropertyValue")),
            ("propertyID", json!(measure.name)),
            ("name", json!(measure.title)),
            ("unitText", json!(measure.unit)),
            ("minValue", json!(number(&measure.least))),
            ("maxValue", json!(number(&measure.most))),
        ])
    });
    json!(measures.collect::<Vec<_>>())
}

fn distribution(inputs: &PageInputs, downloads: &[Download]) -> Value {
    let files = downloads.iter().filter_map(|file| {
        Some(object(vec![
            ("@type", json!("DataDownload")),
            ("contentUrl", json!(inputs.site.absolute(&file.href)?)),
            ("encodingFormat", json!(file.format.media_type())),
            ("name", json!(file.format.name())),
            (
                "contentSize",
                json!(file.bytes.map(|bytes| format!("{bytes} B"))),
            ),
        ]))
    });
    json!(files.collect::<Vec<_>>())
}

fn licences(own: &[Licence], inputs: &PageInputs) -> Value {
    let own = own
        .iter()
        .find(|licence| licence.url.is_some())
        .or(own.first());
    licence(own.or(inputs.site.licence.as_ref()))
}

/// A licence by its address, else by its name.
fn licence(licence: Option<&Licence>) -> Value {
    json!(licence.map(|licence| licence.url.as_ref().unwrap_or(&licence.name)))
}

/// The way from the front page to a page; nothing for the front page itself.
fn breadcrumbs(inputs: &PageInputs) -> Option<Value> {
    let site = &inputs.site;
    let own = inputs.canonical.clone()?;
    let home = site.absolute(&site.home)?;
    if own == home {
        return None;
    }
    let link = |page: &PageLink| Some((page.title.clone(), site.absolute(&page.href)?));
    let mut way = vec![(site.title.clone(), home)];
    if let PageContent::Dataset(_) = &inputs.content {
        way.extend(site.data_index.as_ref().and_then(link));
    }
    let parents = inputs
        .relatives
        .iter()
        .flat_map(|relatives| &relatives.parents);
    way.extend(parents.filter_map(link));
    way.push((inputs.title.clone(), own));
    let items = way.into_iter().zip(1..).map(|((name, item), position)| {
        json!({ "@type": "ListItem", "position": position, "name": name, "item": item })
    });
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() }))
}
