//! Where the areas of a map lie: the outlines or tiles of a chart's codes.

use super::refusal::refuse;
use crate::chart::{Ground, GroundOf, Mark};
use crate::content::ChartData;
use crate::data::{Catalog, CodeListResource, OutlinesResource};
use crate::diag::{Code, Report, Reported, listed};
use crate::input::value::Text;
use crate::stats::{Dimension, DimensionKind, Member};

/// What the areas of a chart lie on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Map<'a> {
    /// Outlines on the earth.
    Outlines(&'a OutlinesResource),
    /// The tiles of a code list.
    Tiles(&'a CodeListResource),
}

impl Map<'_> {
    /// Where a member lies, if it lies anywhere.
    pub(super) fn ground(&self, member: Option<Member>) -> Ground {
        let Some(code) = member.and_then(Member::code) else {
            return Ground::None;
        };
        match self {
            Map::Outlines(map) => match map.outlines.get(code.as_usize()) {
                Some(Some(outline)) => Ground::Outline(outline.clone()),
                Some(None) | None => Ground::None,
            },
            Map::Tiles(list) => match list.tiles.get(code.as_usize()) {
                Some(Some(tile)) => Ground::Tile(*tile),
                Some(None) | None => Ground::None,
            },
        }
    }
}

impl<'a> Map<'a> {
    /// The map of a chart; `None` of a chart that is no map.
    pub(super) fn of(
        mark: Mark,
        dimension: &Dimension,
        data: &ChartData,
        catalog: &'a Catalog,
        report: &mut Report,
    ) -> Result<Option<Map<'a>>, Reported> {
        let Some(ground) = mark.grammar().ground else {
            return Ok(None);
        };
        let area = data.area.as_ref().unwrap_or(&data.mark);
        let DimensionKind::CodeList(list) = &dimension.kind else {
            let message = format!("`{}` holds no codes of a list", dimension.name);
            let expected = "a dimension whose codes are those of a code list";
            return refuse(area, message, expected, report);
        };
        if ground == GroundOf::Tiles {
            return Map::tiles(list, data, catalog, report).map(Some);
        }
        let Some(name) = &data.map else {
            let known: Vec<&str> = catalog.outlines_of(list).collect();
            let expected = match known.as_slice() {
                [] => "a GeoJSON resource of the descriptor with `outlines`".to_owned(),
                known => format!("one of {}", listed(known.iter().copied())),
            };
            let message = "a choropleth chart needs `map`: the outlines of its areas".to_owned();
            return refuse(&data.mark, message, &expected, report);
        };
        let Some(outlines) = catalog.outlines(&name.text) else {
            let message = format!("there are no outlines `{}`", name.text);
            report.push(
                name.error(Code::UnknownResource, message)
                    .expected("the name of a GeoJSON resource of datapackage.json")
                    .did_you_mean(&name.text, catalog.outlines_of(list)),
            );
            return Err(Reported);
        };
        if outlines.of != *list {
            let (map, of) = (&name.text, &outlines.of);
            let message = format!("`{map}` holds the outlines of `{of}`, not of `{list}`");
            let expected = "the outlines of the codes that the dimension has";
            return refuse(name, message, expected, report);
        }
        Ok(Some(Map::Outlines(outlines)))
    }

    fn tiles(
        list: &str,
        data: &ChartData,
        catalog: &'a Catalog,
        report: &mut Report,
    ) -> Result<Map<'a>, Reported> {
        if let Some(map) = &data.map {
            let message = "the tiles of a tilemap chart stand in its code list".to_owned();
            return refuse(map, message, "no `map`", report);
        }
        let found = catalog.code_list(list);
        let found = found.filter(|found| found.tiles.iter().any(Option::is_some));
        match found {
            Some(found) => Ok(Map::Tiles(found)),
            None => {
                let message = format!("the codes of `{list}` have no tiles");
                let expected = format!(
                    "`\"tile\": {{ \"column\": \"…\", \"row\": \"…\" }}` with two of its fields in the code list `{list}`"
                );
                refuse(&data.mark, message, &expected, report)
            }
        }
    }
}

/// Refuses areas that a map does not have: readers would not see that they are left out.
pub(super) fn refuse_groundless(
    map: Map<'_>,
    dimension: &Dimension,
    members: &[Member],
    text: &Text,
    report: &mut Report,
) -> Result<(), Reported> {
    let has_none = |member: &&Member| map.ground(Some(**member)) == Ground::None;
    let mut groundless = members.iter().filter(has_none);
    let Some(code) = groundless.next().and_then(|member| member.code()) else {
        return Ok(());
    };
    let what = match map {
        Map::Outlines(_) => "outline",
        Map::Tiles(_) => "tile",
    };
    let (code, more) = (dimension.codes.code(code), groundless.count());
    let message = match more {
        0 => format!("`{code}` has no {what} on this map"),
        more => format!("`{code}` and {more} more codes have no {what} on this map"),
    };
    let expected = "codes that lie on the map; select them with `where`";
    refuse(text, message, expected, report)
}
