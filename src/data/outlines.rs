//! Loading of outlines: the areas of a code list on the earth.

use std::sync::Arc;

use super::catalog::OutlinesResource;
use super::codes::CodeListResource;
use super::outline_file::{COLLECTION, CollectionFile, CollectionKind, FeatureFile};
use crate::data::descriptor::OutlinesOf;
use crate::diag::{Code, Diagnostic, Location, Report, Source};
use crate::input::value::parse_json;
use crate::stats::{CodeIndex, Outline, Position};

/// Reads the outlines of the codes of a list; `None` when they have errors. Features without a code
/// are what lies about the others.
pub(super) fn load(
    source: &Source,
    file: &OutlinesOf,
    list: &CodeListResource,
    report: &mut Report,
) -> Option<OutlinesResource> {
    let Ok(collection) = CollectionFile::parse(source.bytes()) else {
        report_unreadable(source, report);
        return None;
    };
    let features = match collection.kind {
        CollectionKind::FeatureCollection => collection.features,
    };
    let mut reader = Reader {
        source,
        file,
        list,
        outlines: vec![None; list.list.len()],
        surroundings: Vec::new(),
        is_sound: true,
        behind: 0,
    };
    for (position, feature) in features.iter().enumerate() {
        if let Err(diagnostic) = reader.feature(position, feature) {
            report.push(*diagnostic);
            reader.is_sound = false;
        }
    }
    reader.is_sound.then(|| OutlinesResource {
        of: file.of.clone(),
        count: features.len(),
        outlines: reader.outlines,
        surroundings: reader.surroundings,
        bytes: source.bytes().into(),
    })
}

/// Reports why a file holds no outlines.
fn report_unreadable(source: &Source, report: &mut Report) {
    let before = report.errors();
    let code = Code::BadOutline;
    if let Some(table) = parse_json(source, code, report) {
        COLLECTION.check(&table, code, report);
    }
    if report.errors() == before {
        let wrong = source.beginning();
        let wrong = wrong.error(code, "a shape in this file is no polygon");
        report.push(wrong.expected("a GeoJSON FeatureCollection of polygons"));
    }
}

struct Reader<'a> {
    source: &'a Source,
    file: &'a OutlinesOf,
    list: &'a CodeListResource,
    outlines: Vec<Option<Arc<Outline>>>,
    surroundings: Vec<Arc<Outline>>,
    is_sound: bool,
    /// Where the search for the next code begins.
    behind: usize,
}

impl Reader<'_> {
    fn feature(&mut self, position: usize, feature: &FeatureFile) -> Result<(), Box<Diagnostic>> {
        let code = feature.code(self.file.property.as_deref());
        let name = match &code {
            Some(code) => format!("the area `{code}`"),
            None => format!("feature {}", position + 1),
        };
        let place = self.place(code.as_deref());
        let wrong =
            |message: String| Diagnostic::error(Code::BadOutline, message).at(place.clone());
        let geometry = feature
            .geometry
            .as_ref()
            .ok_or_else(|| wrong(format!("{name} has no geometry")).expected("a polygon"))?;
        let rings: Result<Vec<Vec<Position>>, Diagnostic> = geometry
            .rings()
            .map(|ring| {
                if ring.len() < 4 {
                    let message = format!("a ring of {name} has {} places", ring.len());
                    return Err(wrong(message).expected("at least four, the last as the first"));
                }
                let places = ring.iter().map(|place| on_earth(place));
                let places: Option<Vec<Position>> = places.collect();
                places.ok_or_else(|| {
                    wrong(format!("{name} has a place that is not on the earth"))
                        .expected("longitude from -180 to 180, then latitude from -90 to 90")
                        .hint("export the file in WGS 84 (EPSG:4326), as RFC 7946 asks")
                })
            })
            .collect();
        let rings = rings?;
        if rings.is_empty() {
            return Err(Box::new(
                wrong(format!("{name} has an empty geometry")).expected("a polygon"),
            ));
        }
        let outline = Arc::new(Outline { rings });
        let Some(code) = code else {
            self.surroundings.push(outline);
            return Ok(());
        };
        let index = self.list.list.find(&code).ok_or_else(|| {
            let list = &self.file.of;
            let message = format!("`{code}` is not a code of `{list}`");
            let diagnostic = Diagnostic::error(Code::UnknownCode, message)
                .at(place.clone())
                .expected(format!(
                    "a code of the list `{list}`, or none for what lies about it"
                ));
            match self.list.suggestion(&code) {
                Some(suggestion) => diagnostic.hint(suggestion),
                None => diagnostic,
            }
        })?;
        let known = &mut self.outlines[CodeIndex::as_usize(index)];
        if known.is_some() {
            return Err(Box::new(
                wrong(format!("two features are {name}")).expected("one feature, a MultiPolygon"),
            ));
        }
        *known = Some(outline);
        Ok(())
    }

    /// Where the code of a feature stands, behind those of the features before it; the place of the
    /// last code where it has none.
    fn place(&mut self, code: Option<&str>) -> Location {
        let quoted = code.map(|code| format!("\"{code}\"")).unwrap_or_default();
        let found = self.source.position(&quoted, self.behind);
        let Some(start) = found.filter(|_| code.is_some()) else {
            return self.source.location(self.behind..self.behind);
        };
        self.behind = start + quoted.len();
        self.source.location(start..self.behind)
    }
}

/// A place in millionths of a degree.
fn on_earth(place: &[f64]) -> Option<Position> {
    let [longitude, latitude, ..] = place else {
        return None;
    };
    let is_on_earth = longitude.abs() <= 180.0 && latitude.abs() <= 90.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most 180 million, which is less than 2^31"
    )]
    let millionths = |degrees: f64| (degrees * 1e6).round() as i32;
    is_on_earth.then(|| (millionths(*longitude), millionths(*latitude)))
}
