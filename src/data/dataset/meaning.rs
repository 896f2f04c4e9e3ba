//! What the numbers of measures mean: over which dimensions they may be added up, and what they are
//! rates of.

use crate::data::descriptor::ResourceDescriptor;
use crate::diag::{Code, Diagnostic};
use crate::stats::{CodeIndex, Dimension, Measure, Period, Positions, Rate};

/// Gives the measures of a dataset their meaning, and to each dimension over which one is added up
/// the codes that records have. Codes of which one is a part of another cannot be added up: the
/// problem is returned.
pub(super) fn give(
    resource: &ResourceDescriptor,
    dimensions: &mut [Dimension],
    measures: &mut [Measure],
    keys: &[Positions],
) -> Option<Diagnostic> {
    let names: Vec<String> = measures
        .iter()
        .map(|measure| measure.name.clone())
        .collect();
    for measure in measures {
        let Some(field) = resource.field(&measure.name) else {
            continue;
        };
        let meaning = &resource.fields[field].meaning;
        measure.rate = meaning.is_rate.then(|| Rate {
            denominator: meaning
                .denominator
                .as_ref()
                .and_then(|name| names.iter().position(|known| known == name)),
            least: meaning.least_denominator,
        });
        for name in &meaning.sums_over {
            let Some(position) = dimensions.iter().position(|d| d.name == *name) else {
                continue;
            };
            let dimension = &mut dimensions[position];
            dimension.parts = dimension.occurring(&keys[position]);
            if let Some((part, whole)) = overlap(dimension) {
                let codes = &dimension.codes;
                let (part, whole) = (codes.code(part), codes.code(whole));
                let message = format!(
                    "`{}` cannot be added up over `{name}`: `{part}` and `{whole}` overlap",
                    measure.name
                );
                return Some(
                    Diagnostic::error(Code::OverlappingParts, message)
                        .at(resource.location.clone())
                        .expected("records of codes of which none holds another"),
                );
            }
            measure.sums_over.push(position);
        }
    }
    None
}

/// A part that another one holds.
fn overlap(dimension: &Dimension) -> Option<(CodeIndex, CodeIndex)> {
    if let Some(overlap) = overlap_in_time(dimension) {
        return Some(overlap);
    }
    let parent = |code: &CodeIndex| dimension.codes.entry(*code).parent;
    dimension.parts.iter().find_map(|part| {
        let mut above = std::iter::successors(parent(part), parent);
        let whole = above.find(|above| dimension.parts.binary_search(above).is_ok())?;
        Some((*part, whole))
    })
}

/// Two periods of different lengths, of which one may hold the other.
fn overlap_in_time(dimension: &Dimension) -> Option<(CodeIndex, CodeIndex)> {
    let length = |code: &CodeIndex| dimension.period(*code).map(Period::frequency);
    let first = dimension.parts.first()?;
    let other = dimension
        .parts
        .iter()
        .find(|code| length(code) != length(first))?;
    Some((*other, *first))
}
