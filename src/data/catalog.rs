//! Everything that was loaded: resources with their words, by name and in descriptor order.

use std::sync::Arc;

use super::descriptor::{Descriptor, FieldDescriptor, ResourceDescriptor};
use super::package_file::LicenceFile;
use crate::diag::{Location, nearest};
use crate::locale::{Language, LocalText, Locale};
use crate::stats::{Code, CodeIndex, CodeList, Dataset, Date, Dimension, DimensionKind};

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
    /// The licences, its own or those of the package.
    pub licences: Vec<ResourceLicence>,
    /// The fields in column order.
    pub fields: Vec<FieldTexts>,
    /// Where the resource stands in the descriptor.
    pub location: Location,
    /// The data.
    pub content: Content,
}

/// The data of a resource.
#[derive(Debug)]
pub enum Content {
    /// Allowed codes with their names.
    CodeList(CodeListResource),
    /// Observations.
    Dataset(Dataset),
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
    /// The only language on whose pages the field is shown.
    pub language: Option<Language>,
}

/// A loaded code list.
#[derive(Debug)]
pub struct CodeListResource {
    /// The codes with their hierarchy.
    pub list: Arc<CodeList>,
    /// The names of each code, in list order.
    pub texts: Vec<CodeTexts>,
    /// The cells of every record, in file order.
    pub rows: Vec<Vec<String>>,
}

/// The names of a code.
#[derive(Clone, Debug)]
pub struct CodeTexts {
    /// The name by language; never empty.
    pub label: LocalText,
    /// A shorter name by language.
    pub short: LocalText,
}

impl Catalog {
    pub(super) fn new(descriptor: &Descriptor) -> Catalog {
        Catalog {
            package: Package {
                title: descriptor.title.clone(),
                description: descriptor.description.clone(),
                version: descriptor.version.clone(),
                licences: licences(&descriptor.licences),
            },
            resources: Vec::new(),
        }
    }

    pub(super) fn insert(&mut self, descriptor: &ResourceDescriptor, content: Content) {
        let own = licences(&descriptor.licences);
        self.resources.push(Resource {
            name: descriptor.name.clone(),
            path: descriptor.path.clone(),
            title: descriptor.title.clone(),
            description: descriptor.description.clone(),
            source: descriptor.source.clone(),
            updated: descriptor.updated,
            licences: if own.is_empty() {
                self.package.licences.clone()
            } else {
                own
            },
            fields: descriptor
                .fields
                .iter()
                .map(|field| FieldTexts::new(field, &descriptor.fields))
                .collect(),
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

    /// The dataset of a name.
    pub fn dataset(&self, name: &str) -> Option<&Dataset> {
        match &self.resource(name)?.content {
            Content::Dataset(dataset) => Some(dataset),
            Content::CodeList(_) => None,
        }
    }

    /// The code list of a name.
    pub fn code_list(&self, name: &str) -> Option<&CodeListResource> {
        match &self.resource(name)?.content {
            Content::CodeList(list) => Some(list),
            Content::Dataset(_) => None,
        }
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

impl CodeListResource {
    /// What an author may have meant by `wrong`: a code that is near to it, or else one
    /// whose name is.
    pub fn suggestion(&self, wrong: &str) -> Option<String> {
        let codes = || self.list.codes().map(Code::as_str);
        let names = || {
            let both = self
                .texts
                .iter()
                .flat_map(|texts| [&texts.label, &texts.short]);
            both.flat_map(|text| text.languages().filter_map(|language| text.get(language)))
        };
        if let Some(near) = nearest(wrong, codes()) {
            return Some(format!("did you mean `{near}`?"));
        }
        let near = nearest(wrong, names())?;
        let position = self.texts.iter().position(|texts| {
            let mut both = [&texts.label, &texts.short].into_iter();
            both.any(|text| text.languages().any(|l| text.get(l) == Some(near)))
        })?;
        let code = self.list.code(CodeIndex::new(position));
        Some(format!(
            "codes are not names: did you mean `{code}` ({near})?"
        ))
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
    fn new(descriptor: &FieldDescriptor, all: &[FieldDescriptor]) -> FieldTexts {
        FieldTexts {
            name: descriptor.name.clone(),
            kind: descriptor.kind.name(),
            title: descriptor.title.clone(),
            description: descriptor.description.clone(),
            unit: descriptor.unit.clone(),
            status_of: descriptor
                .status_of
                .map(|measure| all[measure].name.clone()),
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

fn licences(files: &[LicenceFile]) -> Vec<ResourceLicence> {
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
