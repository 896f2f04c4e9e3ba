//! Pages for every code: which variables a document has, and which codes they go through.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::code_slug::code_slugs;
use crate::content::{Document, Each, EachVariable};
use crate::data::{Catalog, Content};
use crate::diag::limits::DOCUMENT_PAGES;
use crate::diag::{Code, Diagnostic, Report};
use crate::reference::{self, Variable};
use crate::stats::{CodeIndex, Dimension, DimensionKind, Member};

/// A variable with the codes that it goes through, in list order.
struct Range {
    name: Arc<str>,
    dimension: Arc<Dimension>,
    codes: Vec<CodeIndex>,
    /// What stands in addresses for each code of the dimension.
    slugs: Vec<Arc<str>>,
}

/// The variables of every page that a document becomes, in order of codes; one page without
/// variables for a document that does not say `each`. `None` when it is said wrongly.
pub(super) fn pages_of(
    document: &Document,
    base: Option<&Document>,
    catalog: &Catalog,
    report: &mut Report,
) -> Option<Vec<Vec<Variable>>> {
    if let (Some(base), Some(own)) = (base, &document.front.each) {
        report.push(
            own.span
                .error(
                    Code::BadFrontMatter,
                    format!("{} says for which codes there are pages", base.path),
                )
                .hint("leave `each` out: a translation inherits it"),
        );
        return None;
    }
    let origin = base.unwrap_or(document);
    let Some(each) = &origin.front.each else {
        return Some(vec![Vec::new()]);
    };
    // What is wrong in the document that is translated is reported there.
    let mut own = Report::new();
    let ranges = ranges(each, origin, catalog, &mut own);
    if base.is_none() {
        report.extend(own);
    }
    let ranges = ranges?;
    let sizes = ranges.iter().map(|range| range.codes.len());
    let count = sizes.fold(1, usize::saturating_mul);
    if count > DOCUMENT_PAGES {
        if base.is_none() {
            report.push(
                each.span.error(
                    Code::TooLarge,
                    format!("this document would become {count} pages; at most {DOCUMENT_PAGES} are allowed"),
                )
                .hint("go through fewer lists, or narrow one: `each = { … }` with `where`"),
            );
        }
        return None;
    }
    let mut pages: Vec<Vec<Variable>> = vec![Vec::new()];
    for range in ranges {
        pages = pages
            .into_iter()
            .flat_map(|page| {
                let with = |code: &CodeIndex| {
                    let mut longer = page.clone();
                    longer.push(Variable {
                        name: Arc::clone(&range.name),
                        dimension: Arc::clone(&range.dimension),
                        code: *code,
                        slug: Arc::clone(&range.slugs[code.as_usize()]),
                    });
                    longer
                };
                range.codes.iter().map(with).collect::<Vec<_>>()
            })
            .collect();
    }
    Some(pages)
}

/// How many pages a document becomes at most, whatever its filters leave out; 0 where that is not known.
pub(super) fn most_pages(document: &Document, base: Option<&Document>, catalog: &Catalog) -> usize {
    let Some(each) = &base.unwrap_or(document).front.each else {
        return 1;
    };
    let codes = |variable: &EachVariable| {
        let over = variable.over.text.as_str();
        let list = || catalog.code_list(over).map(|list| list.list.len());
        let (name, field) = over.split_once('.').unwrap_or((over, ""));
        let dataset = catalog.dataset(name);
        let dimension =
            dataset.and_then(|dataset| Some(&dataset.dimensions[dataset.dimension(field)?]));
        let codes = dimension
            .map(|dimension| dimension.codes.len())
            .or_else(list);
        codes.unwrap_or(0)
    };
    each.variables
        .iter()
        .map(codes)
        .fold(1, usize::saturating_mul)
}

/// How many pages a document becomes; 0 where that is not known.
pub(super) fn count_of(document: &Document, base: Option<&Document>, catalog: &Catalog) -> usize {
    let origin = base.unwrap_or(document);
    let Some(each) = &origin.front.each else {
        return 1;
    };
    let ranges = ranges(each, origin, catalog, &mut Report::new()).unwrap_or_default();
    let sizes = ranges.iter().map(|range| range.codes.len());
    sizes.reduce(usize::saturating_mul).unwrap_or(0)
}

fn ranges(
    each: &Each,
    document: &Document,
    catalog: &Catalog,
    report: &mut Report,
) -> Option<Vec<Range>> {
    let ranges: Vec<Option<Range>> = each
        .variables
        .iter()
        .map(|variable| {
            range(variable, catalog)
                .map_err(|d| report.push(d.at(&variable.over.span)))
                .ok()
        })
        .collect();
    let mut ranges: Vec<Range> = ranges.into_iter().collect::<Option<_>>()?;
    let mut sound = Some(());
    for filter in &each.filters {
        let found = ranges.iter_mut().find(|r| *r.name == *filter.dimension);
        let Some(range) = found else {
            let names = each_names(&ranges);
            report.push(
                filter
                    .dimension_span
                    .error(
                        Code::UnknownName,
                        format!("`{}` is no variable of this document", filter.dimension),
                    )
                    .expected(format!("one of {}", names.join(", ")))
                    .did_you_mean(&filter.dimension, names.iter().map(String::as_str)),
            );
            sound = None;
            continue;
        };
        match reference::members(catalog, &range.dimension, filter, report) {
            Some(members) => {
                // Of a dataset only those that it has, as without `where`.
                let all: BTreeSet<CodeIndex> = range.codes.iter().copied().collect();
                let named = members.into_iter().filter_map(Member::code);
                range.codes = named.filter(|code| all.contains(code)).collect();
            }
            None => sound = None,
        }
    }
    sound?;
    report_names(&ranges, each, document, report)?;
    if ranges.iter().any(|range| range.codes.is_empty()) {
        report.push(
            each.span
                .warning(Code::EmptyFigure, "the document becomes no page at all")
                .hint("look at the codes of `where`"),
        );
    }
    Some(ranges)
}

/// The codes of a list, or those that the records of a dataset have in a dimension. The diagnostic
/// has no place.
fn range(variable: &EachVariable, catalog: &Catalog) -> Result<Range, Diagnostic> {
    let over = variable.over.text.as_str();
    let named = |own: &str| {
        let name = variable.name.as_ref();
        Arc::from(name.map_or(own, |name| name.text.as_str()))
    };
    if let Some((name, field)) = over.split_once('.') {
        let (_, dataset) = reference::dataset(catalog, name)?;
        let position = reference::dimension_of(dataset, field)?;
        let dimension = &dataset.dimensions[position];
        return Ok(Range {
            name: named(field),
            codes: dataset.occurring(position),
            slugs: code_slugs(&dimension.codes),
            dimension: Arc::new(dimension.clone()),
        });
    }
    let list = catalog.resource(over).and_then(|resource| {
        let Content::CodeList(list) = &resource.content else {
            return None;
        };
        Some((resource, list))
    });
    let Some((resource, list)) = list else {
        let lists = catalog.resources.iter();
        let lists = lists.filter(|r| matches!(r.content, Content::CodeList(_)));
        let names: Vec<&str> = lists.map(|r| r.name.as_str()).collect();
        return Err(Diagnostic::error(
            Code::UnknownResource,
            format!("there is no code list `{over}`"),
        )
        .expected("a code list of datapackage.json, or `dataset.dimension`")
        .did_you_mean(over, names));
    };
    let key = resource.fields.get(list.key);
    let key = key.map_or(over, |field| field.name.as_str());
    Ok(Range {
        name: named(key),
        codes: list.list.indices().collect(),
        slugs: code_slugs(&list.list),
        dimension: Arc::new(Dimension {
            name: key.to_owned(),
            kind: DimensionKind::CodeList(over.to_owned()),
            codes: Arc::clone(&list.list),
            total: None,
            parts: Vec::new(),
        }),
    })
}

fn each_names(ranges: &[Range]) -> Vec<String> {
    ranges.iter().map(|range| range.name.to_string()).collect()
}

/// Names that cannot be distinguished, or cannot stand in an expression.
fn report_names(
    ranges: &[Range],
    each: &Each,
    document: &Document,
    report: &mut Report,
) -> Option<()> {
    let wrong = |message: String| each.span.error(Code::BadFrontMatter, message);
    for (position, range) in ranges.iter().enumerate() {
        let name = &range.name;
        let is_word = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && name.starts_with(|c: char| c.is_ascii_alphabetic());
        let values = document.front.values.iter();
        let problem = if ranges[..position].iter().any(|other| other.name == *name) {
            wrong(format!("two variables are named `{name}`"))
        } else if !is_word {
            wrong(format!("`{name}` cannot be a name in expressions"))
        } else if values.into_iter().any(|(known, _)| **known == **name) {
            wrong(format!("`{name}` is a variable and also a value"))
        } else {
            continue;
        };
        report.push(problem.expected("names of their own: `each = { name = \"list\" }`"));
        return None;
    }
    Some(())
}
