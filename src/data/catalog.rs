//! Everything that was loaded: resources with their words, by name and in descriptor order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::about::About;
use super::cell::Formulas;
use super::check::{DeclaredCheck, Waiver};
use super::codes::{CodeListResource, CodeTexts};
use super::origin::Origin;
use super::package::PublishedPackage;
use crate::data::cell::{FieldDescriptor, StatusList};
use crate::data::descriptor::{DeclaredLicence, Descriptor, ResourceDescriptor};
use crate::diag::Location;
use crate::locale::{Language, LocalText, Locale};
use crate::stats::{
    Absence, CodeIndex, Dataset, Date, Dimension, DimensionKind, Member, Outline, Status,
};

/// All loaded resources.
#[derive(Debug, Default)]
pub struct Catalog {
    /// What the descriptor says of all resources together.
    pub package: Package,
    /// The resources in the order of the descriptor.
    pub resources: Vec<Resource>,
}

/// What the descriptor says of all resources together.
#[derive(Debug, Default)]
pub struct Package {
    /// Its title by language.
    pub title: LocalText,
    /// Its description by language.
    pub description: LocalText,
    /// Its version, as written.
    pub version: Option<String>,
    /// Its licences.
    pub licences: Vec<ResourceLicence>,
    /// The files of all resources, also of those that are not in order.
    pub described: Vec<String>,
    /// The descriptor of the published files.
    pub published: PublishedPackage,
}

/// A licence as the descriptor names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResourceLicence {
    /// Its title, or its name where there is no title.
    pub title: String,
    /// Where its text is.
    pub url: Option<String>,
}

/// One CSV with its words.
#[derive(Debug)]
pub struct Resource {
    /// The machine name.
    pub name: String,
    /// The file, relative to the site's root.
    pub path: String,
    /// Title by language.
    pub title: LocalText,
    /// Description by language.
    pub description: LocalText,
    /// Who produced the data, by language.
    pub source: LocalText,
    /// When the data last changed, as declared.
    pub updated: Option<Date>,
    /// What else is said of it.
    pub about: About,
    /// The licences, its own or those of the package.
    pub licences: Vec<ResourceLicence>,
    /// The fields in column order.
    pub fields: Vec<FieldTexts>,
    /// The checks across records that were made.
    pub checks: Vec<ResourceCheck>,
    /// The places where a check is waived.
    pub waivers: Vec<ResourceWaiver>,
    /// Where the resource stands in the descriptor.
    pub location: Location,
    /// The data.
    pub content: Content,
}

/// A check across records that a dataset passed, for readers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResourceCheck {
    /// Its name: a key of the words under `check`.
    pub name: &'static str,
    /// The fields that it is about.
    pub fields: Vec<String>,
}

/// A place where a check is known not to hold, for readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceWaiver {
    /// The name of the check.
    pub check: String,
    /// Codes by dimension.
    pub at: BTreeMap<String, String>,
    /// Why, by language.
    pub reason: LocalText,
}

impl ResourceCheck {
    pub(super) fn new(check: &DeclaredCheck) -> ResourceCheck {
        ResourceCheck {
            name: check.name,
            fields: check.fields(),
        }
    }
}

impl ResourceWaiver {
    pub(super) fn new(waiver: &Waiver) -> ResourceWaiver {
        ResourceWaiver {
            check: waiver.check.clone(),
            at: waiver.at.clone(),
            reason: waiver.reason.clone(),
        }
    }
}

/// The data of a resource.
#[derive(Debug)]
pub enum Content {
    /// Allowed codes with their names.
    CodeList(CodeListResource),
    /// Observations.
    Dataset(Dataset),
    /// Where areas are.
    Outlines(OutlinesResource),
}

/// The loaded outlines of the codes of a list.
#[derive(Debug)]
pub struct OutlinesResource {
    /// The name of the code list.
    pub of: String,
    /// How many areas there are, those without a code among them.
    pub count: usize,
    /// The outline of each code, in list order.
    pub outlines: Vec<Option<Arc<Outline>>>,
    /// The outlines of what lies about the codes.
    pub surroundings: Vec<Arc<Outline>>,
    /// The file as it is published.
    pub bytes: Arc<[u8]>,
}

/// The words of a field.
#[derive(Clone, Debug)]
pub struct FieldTexts {
    /// The machine name.
    pub name: String,
    /// The name of its type.
    pub kind: &'static str,
    /// Title by language; empty when there is none.
    pub title: LocalText,
    /// Description by language.
    pub description: LocalText,
    /// Unit by language.
    pub unit: LocalText,
    /// The name of the measure whose status the field holds.
    pub status_of: Option<String>,
    /// What a missing text is published as: nothing, unless a blank text is a value.
    pub missing_text: String,
    /// Whether that status is one of confidentiality alone.
    pub is_confidentiality: bool,
    /// Whether texts that a spreadsheet would compute are published behind an apostrophe.
    pub is_escaped: bool,
    /// The only language on whose pages the field is shown.
    pub language: Option<Language>,
}

impl Catalog {
    pub(super) fn new(descriptor: &Descriptor) -> Catalog {
        Catalog {
            package: Package {
                title: descriptor.title.clone(),
                description: descriptor.description.clone(),
                version: descriptor.version.clone(),
                licences: licences(&descriptor.licences),
                described: descriptor
                    .resources
                    .iter()
                    .map(|r| r.path.clone())
                    .collect(),
                published: PublishedPackage::default(),
            },
            resources: Vec::new(),
        }
    }

    pub(super) fn insert(&mut self, origin: &Origin<'_>, content: Content) {
        let descriptor = origin.resource;
        let mut fields: Vec<FieldTexts> = descriptor
            .fields
            .iter()
            .enumerate()
            .filter(|(position, _)| origin.has(*position))
            .map(|(_, field)| FieldTexts::new(field, origin))
            .collect();
        if let Content::Dataset(dataset) = &content {
            add_status_fields(dataset, &mut fields);
        }
        self.insert_described(descriptor, fields, content);
    }

    /// A resource without fields: outlines.
    pub(super) fn insert_outlines(
        &mut self,
        descriptor: &ResourceDescriptor,
        outlines: OutlinesResource,
    ) {
        self.insert_described(descriptor, Vec::new(), Content::Outlines(outlines));
    }

    fn insert_described(
        &mut self,
        descriptor: &ResourceDescriptor,
        fields: Vec<FieldTexts>,
        content: Content,
    ) {
        let own = licences(&descriptor.licences);
        self.resources.push(Resource {
            name: descriptor.name.clone(),
            path: descriptor.path.clone(),
            title: descriptor.title.clone(),
            description: descriptor.description.clone(),
            source: descriptor.source.clone(),
            updated: descriptor.updated,
            about: descriptor.about.clone(),
            licences: if own.is_empty() {
                self.package.licences.clone()
            } else {
                own
            },
            fields,
            checks: Vec::new(),
            waivers: Vec::new(),
            location: descriptor.location.clone(),
            content,
        });
    }

    /// Puts the resources in the order of the descriptor, whatever the order of loading was.
    pub(super) fn in_order_of(&mut self, descriptor: &Descriptor) {
        self.resources.sort_by_key(|resource| {
            descriptor
                .resources
                .iter()
                .position(|r| r.name == resource.name)
        });
    }

    /// The resource of a name.
    pub fn resource(&self, name: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.name == name)
    }

    /// Whether a cell of any dataset is suppressed.
    pub fn withholds(&self) -> bool {
        let suppressed = Absence::Suppressed.into();
        self.datasets().any(|dataset| {
            let mut measures = 0..dataset.measures.len();
            measures.any(|measure| dataset.statuses(measure).contains(&suppressed))
        })
    }

    /// All datasets.
    pub fn datasets(&self) -> impl Iterator<Item = &Dataset> {
        self.resources
            .iter()
            .filter_map(|resource| match &resource.content {
                Content::Dataset(dataset) => Some(dataset),
                Content::CodeList(_) | Content::Outlines(_) => None,
            })
    }

    /// The dataset of a name.
    pub fn dataset(&self, name: &str) -> Option<&Dataset> {
        match &self.resource(name)?.content {
            Content::Dataset(dataset) => Some(dataset),
            Content::CodeList(_) | Content::Outlines(_) => None,
        }
    }

    /// The dataset of a name, to be changed.
    pub fn dataset_mut(&mut self, name: &str) -> Option<&mut Dataset> {
        let mut resources = self.resources.iter_mut();
        match &mut resources.find(|resource| resource.name == name)?.content {
            Content::Dataset(dataset) => Some(dataset),
            Content::CodeList(_) | Content::Outlines(_) => None,
        }
    }

    /// The code list of a name.
    pub fn code_list(&self, name: &str) -> Option<&CodeListResource> {
        match &self.resource(name)?.content {
            Content::CodeList(list) => Some(list),
            Content::Dataset(_) | Content::Outlines(_) => None,
        }
    }

    /// The outlines of a name.
    pub fn outlines(&self, name: &str) -> Option<&OutlinesResource> {
        match &self.resource(name)?.content {
            Content::Outlines(outlines) => Some(outlines),
            Content::CodeList(_) | Content::Dataset(_) => None,
        }
    }

    /// The names of all outlines of the codes of a list.
    pub fn outlines_of<'a>(&'a self, list: &'a str) -> impl Iterator<Item = &'a str> {
        let resources = self.resources.iter();
        resources
            .filter(move |resource| match &resource.content {
                Content::Outlines(outlines) => outlines.of == list,
                Content::CodeList(_) | Content::Dataset(_) => false,
            })
            .map(|resource| resource.name.as_str())
    }

    /// The names of all datasets.
    pub fn dataset_names(&self) -> impl Iterator<Item = &str> {
        self.resources
            .iter()
            .filter(|resource| matches!(resource.content, Content::Dataset(_)))
            .map(|resource| resource.name.as_str())
    }

    /// A code of a dimension in words: its name, its period, or the code itself.
    pub fn label(
        &self,
        dimension: &Dimension,
        code: CodeIndex,
        locale: &Locale,
        fallback: &Language,
    ) -> String {
        match &dimension.kind {
            DimensionKind::CodeList(name) => self
                .texts(name, code)
                .and_then(|texts| texts.label.in_language(locale.language(), fallback))
                .unwrap_or_else(|| dimension.codes.code(code).as_str())
                .to_owned(),
            DimensionKind::Period(periods) => locale.period(periods[code.as_usize()]),
            DimensionKind::Text => dimension.codes.code(code).as_str().to_owned(),
        }
    }

    /// A member of a dimension in words.
    pub fn member_label(
        &self,
        dimension: &Dimension,
        member: Member,
        locale: &Locale,
        fallback: &Language,
    ) -> String {
        match member {
            Member::Code(code) => self.label(dimension, code, locale, fallback),
            Member::EmptyPeriod(period) => locale.period(period),
            Member::All => locale.words().get("figure.all").to_owned(),
        }
    }

    /// The shorter name of a code, if its code list has one in this language.
    pub fn short_label(
        &self,
        dimension: &Dimension,
        code: CodeIndex,
        language: &Language,
    ) -> Option<String> {
        let DimensionKind::CodeList(name) = &dimension.kind else {
            return None;
        };
        let short = self.texts(name, code)?.short.get(language)?;
        Some(short.to_owned())
    }

    fn texts(&self, list: &str, code: CodeIndex) -> Option<&CodeTexts> {
        self.code_list(list)?.texts.get(code.as_usize())
    }
}

impl Resource {
    /// The words of a field.
    pub fn field(&self, name: &str) -> Option<&FieldTexts> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The resource's title in a language; its name where it has none.
    pub fn title_in<'a>(&'a self, language: &Language, fallback: &Language) -> &'a str {
        self.title
            .in_language(language, fallback)
            .unwrap_or(&self.name)
    }
}

impl FieldTexts {
    fn new(descriptor: &FieldDescriptor, origin: &Origin<'_>) -> FieldTexts {
        let has_key = !origin.resource.key.is_empty();
        let status = descriptor
            .status
            .filter(|status| has_key && origin.has(status.measure));
        FieldTexts {
            name: descriptor.name.clone(),
            kind: descriptor.kind.name(),
            title: descriptor.title.clone(),
            description: descriptor.description.clone(),
            unit: descriptor.unit.clone(),
            status_of: status.map(|status| origin.resource.fields[status.measure].name.clone()),
            is_confidentiality: status
                .is_some_and(|status| status.list == StatusList::Confidentiality),
            is_escaped: descriptor.formulas != Formulas::Refused,
            missing_text: if descriptor.missing.holds("") {
                String::new()
            } else {
                descriptor
                    .missing
                    .words()
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            },
            language: descriptor.language.clone(),
        }
    }

    /// The field's title in a language; its name where it has none.
    pub fn title_in<'a>(&'a self, language: &Language, fallback: &Language) -> &'a str {
        self.title
            .in_language(language, fallback)
            .unwrap_or(&self.name)
    }
}

/// Statuses that a file tells by its symbols get a column of their own.
fn add_status_fields(dataset: &Dataset, fields: &mut Vec<FieldTexts>) {
    for (position, measure) in dataset.measures.iter().enumerate() {
        let statuses = dataset.statuses(position);
        if statuses.is_empty() {
            continue;
        }
        let qualifies = |field: &&FieldTexts| field.status_of.as_deref() == Some(&measure.name);
        let mut columns = fields.iter().filter(qualifies);
        let tells_all = columns.clone().any(|field| !field.is_confidentiality);
        let tells_suppression = columns.any(|field| field.is_confidentiality);
        let is_told = |status| tells_suppression && status == Status::Suppressed;
        let is_needed = statuses.into_iter().any(|status| !is_told(status));
        if tells_all || !is_needed {
            continue;
        }
        let mut name = format!("{}_status", measure.name);
        while fields.iter().any(|field| field.name == name) {
            name.push('_');
        }
        let measured = fields.iter().position(|field| field.name == measure.name);
        let field = FieldTexts {
            name,
            kind: "string",
            title: LocalText::new(),
            description: LocalText::new(),
            unit: LocalText::new(),
            status_of: Some(measure.name.clone()),
            is_confidentiality: false,
            is_escaped: false,
            missing_text: String::new(),
            language: None,
        };
        fields.insert(
            measured.map_or(fields.len(), |position| position + 1),
            field,
        );
    }
}

fn licences(files: &[DeclaredLicence]) -> Vec<ResourceLicence> {
    files
        .iter()
        .filter_map(|file| {
            Some(ResourceLicence {
                title: file.title.clone().or_else(|| file.name.clone())?,
                url: file.path.clone(),
            })
        })
        .collect()
}
