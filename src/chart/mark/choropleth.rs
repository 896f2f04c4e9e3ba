//! Areas on a map, darker for higher numbers. Name and number stand in an area where they fit.

use super::cell::{CellLook, class_bounds};
use super::head;
use super::projection::{Projection, Region};
use crate::chart::Layout;
use crate::chart::font::LINE;
use crate::chart::legend::{class_legend, legend};
use crate::chart::scale::BandScale;
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Role, Scene, Shape, Token, Trait};
use crate::chart::sheet::{Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{Category, ChartSpec, Ground};
use crate::stats::Outline;

/// Around a text in its area.
const PADDING: f64 = 3.0;

/// The scene of a choropleth map.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let bounds = class_bounds(spec, sheet);
    let classes = class_legend(&bounds, sheet, legend(spec, sheet, true));
    let top = classes.height;
    let most = sheet.plot_height(380.0, 480.0);
    let outlines = || {
        let around = spec.surroundings.iter().map(AsRef::as_ref);
        around.chain(spec.categories.iter().filter_map(outline))
    };
    let projection = Projection::of(outlines(), (1.0, top + 1.0), sheet.width() - 2.0, most);
    let mut elements = classes.elements;
    for around in &spec.surroundings {
        elements.push(Element {
            datum: None,
            shapes: vec![projection.region(around).shape(Token::new(Role::Land))],
        });
    }
    // What is set off lies on its neighbours, so that its border is seen all around.
    let mut order: Vec<usize> = (0..spec.categories.len()).collect();
    order.sort_by_key(|category| spec.categories[*category].highlight);
    for category in order {
        let place = &spec.categories[category];
        let datum = spec.series.first().and_then(|s| s.data.get(category));
        let (Some(datum), Some(outline)) = (datum, outline(place)) else {
            continue;
        };
        let region = projection.region(outline);
        let look = CellLook::new(sheet, datum, &bounds);
        let token = look.token.when(place.highlight, Trait::Highlight);
        let mut shapes = vec![region.shape(token)];
        shapes.extend(texts(sheet, place, &region, &look));
        elements.push(Element {
            datum: Some(head(spec, category, 0, datum)),
            shapes,
        });
    }
    let none = || Axis::Band(BandScale::even(0.0, 0.0, 0));
    Scene {
        height: (top + projection.height()).ceil() + 2.0,
        x: none(),
        y: none(),
        elements,
    }
}

fn outline(category: &Category) -> Option<&Outline> {
    match &category.ground {
        Ground::Outline(outline) => Some(outline),
        Ground::None | Ground::Tile(_) => None,
    }
}

/// The name and the number of an area, or the number alone, or nothing, as there is room.
fn texts(sheet: &Sheet<'_>, place: &Category, region: &Region, look: &CellLook) -> Vec<Shape> {
    // Centred on its digits, a line of letters reaches a little higher.
    let line_height = sheet.small().size * LINE + 2.0;
    let least = look.least_width(sheet);
    let names = names(sheet, place, look.is_dark);
    for name in &names {
        let width = sheet.measure(&name.text, name.lettering).max(least) + 2.0 * PADDING;
        let height = name.height() + line_height + 2.0 * PADDING;
        if let Some((x, y)) = region.room_for(width, height) {
            let name = std::slice::from_ref(name);
            let top = y - f64::midpoint(stack_height(name), line_height);
            let mut shapes = stack(name, Coordinate::Fixed(x), Anchor::Middle, top);
            let centre = top + stack_height(name) + line_height / 2.0;
            shapes.extend(look.content(sheet, x, centre, width - 2.0 * PADDING));
            return shapes;
        }
    }
    match region.room_for(least + 2.0 * PADDING, line_height) {
        Some((x, y)) => look.content(sheet, x, y, least),
        None => Vec::new(),
    }
}

/// The names of an area, the longest first. On the small sheet of a phone names would crowd out
/// the numbers; a chart that is one of several has too little room for them too.
fn names(sheet: &Sheet<'_>, place: &Category, is_dark: bool) -> Vec<TextLine> {
    if sheet.panel.is_some() {
        return Vec::new();
    }
    let long = (sheet.layout == Layout::Wide).then_some(&place.label);
    let name = |text: &String| TextLine {
        text: text.clone(),
        token: Token::new(Role::Label).when(is_dark, Trait::Inside),
        lettering: sheet.small(),
    };
    long.into_iter().chain(&place.short).map(name).collect()
}
