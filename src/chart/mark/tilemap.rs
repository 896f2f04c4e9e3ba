//! Areas as tiles of one size, about where they lie to each other, darker for higher numbers: a
//! small area with many people is seen as well as a large one with few.

use super::cell::{CellLook, class_bounds};
use super::head;
use crate::chart::Layout;
use crate::chart::font::LINE;
use crate::chart::label::Wording;
use crate::chart::legend::{class_legend, legend};
use crate::chart::scale::BandScale;
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Role, Scene, Shape, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{Category, ChartSpec, Ground};
use crate::stats::Tile;

/// Between two tiles.
const GAP: f64 = 1.5;
/// Around the texts of a tile.
const PADDING: f64 = 4.0;

/// The scene of a tile map.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let bounds = class_bounds(spec, sheet);
    let classes = class_legend(&bounds, sheet, legend(spec, sheet, true));
    let top = classes.height;
    let tiles: Vec<(usize, Tile)> = spec
        .categories
        .iter()
        .enumerate()
        .filter_map(|(category, place)| tile(category, place))
        .collect();
    let ends = |of: fn(&Tile) -> u16| {
        let all = || tiles.iter().map(|(_, tile)| of(tile));
        (all().min().unwrap_or(0), all().max().unwrap_or(0))
    };
    let ((left, right), (first, last)) = (ends(|tile| tile.0), ends(|tile| tile.1));
    let width = tile_width(sheet, usize::from(right - left) + 1);
    let is_full = full_names_fit(spec, sheet, width);
    let name_of = |place: &'_ Category| match &place.short {
        Some(short) if !is_full => short.clone(),
        Some(_) | None => place.label.clone(),
    };
    let datum_of = |category: usize| spec.series.first()?.data.get(category);
    let looks: Vec<(usize, Tile, CellLook, Vec<TextLine>)> = tiles
        .iter()
        .filter_map(|&(category, tile)| {
            let look = CellLook::new(sheet, datum_of(category)?, &bounds);
            let text = name_of(&spec.categories[category]);
            let name = name(sheet, &text, width, look.is_dark);
            Some((category, tile, look, name))
        })
        .collect();
    // Centred on its digits, a line of letters reaches a little higher.
    let number = sheet.small().size * LINE + 2.0;
    let highest = looks
        .iter()
        .map(|(.., name)| stack_height(name))
        .fold(0.0, f64::max);
    let height = (highest + number + 2.0 * PADDING).max(width * 0.6);
    let mut elements = classes.elements;
    for (category, (column, row), look, name) in &looks {
        let Some(datum) = datum_of(*category) else {
            continue;
        };
        let x = 1.0 + width * f64::from(column - left);
        let y = top + 1.0 + height * f64::from(row - first);
        let corner = |x: f64, y: f64| (Coordinate::Fixed(x), Coordinate::Fixed(y));
        let is_set_off = spec.categories[*category].highlight;
        let token = look.token.when(is_set_off, Trait::Highlight);
        let to = corner(x + (width - GAP).max(0.0), y + height - GAP);
        let mut shapes = vec![Shape::Box(corner(x, y), to, token)];
        let middle = x + (width - GAP) / 2.0;
        let edge = y + (height - GAP - stack_height(name) - number) / 2.0;
        shapes.extend(stack(name, Coordinate::Fixed(middle), Anchor::Middle, edge));
        let centre = edge + stack_height(name) + number / 2.0;
        shapes.extend(look.content(sheet, middle, centre, width - 2.0 * PADDING));
        elements.push(Element {
            datum: Some(head(spec, *category, 0, datum)),
            shapes,
        });
    }
    let none = || Axis::Band(BandScale::even(0.0, 0.0, 0));
    Scene {
        height: (top + height * (f64::from(last - first) + 1.0)).ceil() + 3.0,
        x: none(),
        y: none(),
        elements,
    }
}

fn tile(category: usize, place: &Category) -> Option<(usize, Tile)> {
    match place.ground {
        Ground::Tile(tile) => Some((category, tile)),
        Ground::None | Ground::Outline(_) => None,
    }
}

fn tile_width(sheet: &Sheet<'_>, columns: usize) -> f64 {
    let most = match sheet.layout {
        Layout::Narrow => 112.0,
        Layout::Wide => 120.0,
    };
    ((sheet.width() - 2.0) / columns as f64).min(most)
}

/// Whether the full names of all tiles fit; otherwise all have their short ones, as far as there
/// are any, so that they look alike.
fn full_names_fit(spec: &ChartSpec, sheet: &Sheet<'_>, width: f64) -> bool {
    let room = width - GAP - 2.0 * PADDING;
    let fits = |place: &Category| {
        sheet
            .fit(Wording::only(&place.label), sheet.small(), room, 2)
            .whole
    };
    spec.categories.iter().all(fits)
}

/// The name of a tile in up to two lines; none where it does not fit.
fn name(sheet: &Sheet<'_>, text: &str, width: f64, is_dark: bool) -> Vec<TextLine> {
    let lettering = sheet.small();
    let fitted = sheet.fit(
        Wording::only(text),
        lettering,
        width - GAP - 2.0 * PADDING,
        2,
    );
    let lines = if fitted.whole {
        fitted.lines
    } else {
        Vec::new()
    };
    let line = |text| TextLine {
        text,
        token: Token::new(Role::Label).when(is_dark, Trait::Inside),
        lettering,
    };
    lines.into_iter().map(line).collect()
}
