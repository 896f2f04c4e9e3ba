//! The catalogue of all datasets in the vocabulary DCAT 3 (<https://www.w3.org/TR/vocab-dcat-3/>), with
//! what the application profile DCAT-AP wants of it: portals for open data read it.

use super::graph::{Node, Term, turtle};
use super::graph_file::json_ld;
use crate::locale::LocalText;
use crate::site::{CATALOGUE_FILES, CatalogueInputs, DataFile, ListedDataset};

/// The catalogue in both forms, by the names of its files. `size` tells the size of a file of data by its
/// path, in bytes.
pub fn catalogue(
    inputs: &CatalogueInputs<'_>,
    size: impl Fn(&str) -> Option<usize>,
) -> [(&'static str, String); 2] {
    let mut catalogue = Node::new(Some(inputs.href.clone()), "dcat:Catalog");
    texts(&mut catalogue, "dct:title", inputs.title);
    let has_description = !inputs.description.is_empty();
    texts(
        &mut catalogue,
        "dct:description",
        if has_description {
            inputs.description
        } else {
            inputs.title
        },
    );
    catalogue.say("dct:publisher", Term::Node(publisher(inputs)));
    catalogue.say("foaf:homepage", Term::Address(inputs.home.clone()));
    for language in inputs.languages {
        catalogue.say(
            "dct:language",
            Term::Address(language_address(language.tag())),
        );
    }
    catalogue.say_known("dct:license", inputs.licence.clone().map(Term::Address));
    let newest = inputs
        .datasets
        .iter()
        .filter_map(|dataset| dataset.resource.updated);
    catalogue.say_known(
        "dct:modified",
        newest.max().map(|day| Term::day(day.to_string())),
    );
    for dataset in &inputs.datasets {
        catalogue.say(
            "dcat:dataset",
            Term::Node(dataset_node(inputs, dataset, &size)),
        );
    }
    let [first, second] = CATALOGUE_FILES;
    [(first, json_ld(&catalogue)), (second, turtle(&catalogue))]
}

fn publisher(inputs: &CatalogueInputs<'_>) -> Node {
    let mut agent = Node::new(Some(format!("{}#publisher", inputs.home)), "foaf:Agent");
    let name = if inputs.publisher.is_empty() {
        inputs.title
    } else {
        inputs.publisher
    };
    texts(&mut agent, "foaf:name", name);
    agent
}

fn dataset_node(
    inputs: &CatalogueInputs<'_>,
    listed: &ListedDataset<'_>,
    size: &impl Fn(&str) -> Option<usize>,
) -> Node {
    let resource = listed.resource;
    let mut dataset = Node::new(Some(format!("{}#dataset", listed.href)), "dcat:Dataset");
    texts(&mut dataset, "dct:title", &resource.title);
    let described = [
        &resource.description,
        &resource.about.coverage,
        &resource.title,
    ];
    let description = described.into_iter().find(|text| !text.is_empty());
    texts(
        &mut dataset,
        "dct:description",
        description.unwrap_or(inputs.title),
    );
    dataset.say("dct:identifier", Term::plain(&resource.name));
    dataset.say("dcat:landingPage", Term::Address(listed.href.clone()));
    dataset.say(
        "dct:publisher",
        Term::Address(format!("{}#publisher", inputs.home)),
    );
    dataset.say_known(
        "dct:modified",
        resource.updated.map(|day| Term::day(day.to_string())),
    );
    dataset.say_known(
        "dcat:version",
        resource.updated.map(|day| Term::plain(day.to_string())),
    );
    let provenance = [&resource.source, &resource.about.method];
    for text in provenance.into_iter().filter(|text| !text.is_empty()) {
        let mut statement = Node::new(None, "dct:ProvenanceStatement");
        texts(&mut statement, "skos:prefLabel", text);
        dataset.say("dct:provenance", Term::Node(statement));
    }
    for revision in &resource.about.revisions {
        texts(&mut dataset, "adms:versionNotes", &revision.what);
    }
    if let Some((first, last)) = listed.time_span {
        let mut span = Node::new(None, "dct:PeriodOfTime");
        span.say("dcat:startDate", Term::day(first.to_string()));
        span.say("dcat:endDate", Term::day(last.to_string()));
        dataset.say("dct:temporal", Term::Node(span));
    }
    for place in &listed.places {
        let mut location = Node::new(None, "dct:Location");
        texts(&mut location, "skos:prefLabel", place);
        dataset.say("dct:spatial", Term::Node(location));
    }
    for file in &listed.files {
        dataset.say(
            "dcat:distribution",
            Term::Node(distribution(inputs, listed, file, size)),
        );
    }
    dataset
}

fn distribution(
    inputs: &CatalogueInputs<'_>,
    listed: &ListedDataset<'_>,
    (file, href): &(DataFile<'_>, String),
    size: &impl Fn(&str) -> Option<usize>,
) -> Node {
    let format = file.format;
    let mut distribution = Node::new(Some(href.clone()), "dcat:Distribution");
    let name = file.address.file_name();
    distribution.say(
        "dct:title",
        Term::plain(format!("{} ({name})", format.name())),
    );
    distribution.say("dcat:accessURL", Term::Address(listed.href.clone()));
    distribution.say("dcat:downloadURL", Term::Address(href.clone()));
    let media_type = format!(
        "https://www.iana.org/assignments/media-types/{}",
        format.media_type()
    );
    distribution.say("dcat:mediaType", Term::Address(media_type));
    if let Some(language) = file.language {
        distribution.say(
            "dct:language",
            Term::Address(language_address(language.tag())),
        );
    }
    distribution.say_known(
        "dct:conformsTo",
        format
            .specification()
            .map(|address| Term::Address(address.to_owned())),
    );
    let bytes = size(file.address.as_str());
    distribution.say_known(
        "dcat:byteSize",
        bytes.map(|bytes| Term::Typed(bytes.to_string(), "xsd:nonNegativeInteger")),
    );
    let own = listed.resource.licences.iter();
    let mut licences: Vec<&String> = own.filter_map(|licence| licence.url.as_ref()).collect();
    if licences.is_empty() {
        licences.extend(&inputs.licence);
    }
    for url in licences {
        distribution.say("dct:license", Term::Address(url.clone()));
    }
    let updated = listed.resource.updated;
    distribution.say_known(
        "dct:modified",
        updated.map(|day| Term::day(day.to_string())),
    );
    distribution
}

fn texts(node: &mut Node, property: &'static str, text: &LocalText) {
    for (language, words) in text.iter() {
        node.say(
            property,
            Term::Text(words.to_owned(), Some(language.tag().to_owned())),
        );
    }
}

/// A language as the Library of Congress names it by its code of two letters.
fn language_address(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or(tag);
    format!("http://id.loc.gov/vocabulary/iso639-1/{primary}")
}
