//! Small multiples: the same chart several times, on the same scale, below and beside each other.

use super::{own_extent, scene as panel_scene};
use crate::chart::Layout;
use crate::chart::grammar::MeasureOn;
use crate::chart::label::Wording;
use crate::chart::legend::legend;
use crate::chart::scale::BandScale;
use crate::chart::scene::{Anchor, Axis, Coordinate, Element, Role, Scene, Token, Trait};
use crate::chart::sheet::{Panelled, Sheet, TextLine, stack, stack_height};
use crate::chart::spec::{ChartSpec, Panel, Series};
use crate::chart::ticks::Extent;

/// Between two panels beside each other.
const BESIDE: f64 = 16.0;
/// Between two rows of panels.
const BELOW: f64 = 16.0;
/// From the name of a panel to what it shows.
const NAME_GAP: f64 = 4.0;
/// Beyond so many categories a panel of columns or lines needs more width.
const MANY_CATEGORIES: usize = 12;

/// The scene of all panels.
pub(super) fn scene(spec: &ChartSpec, sheet: &Sheet<'_>) -> Scene {
    let charts: Vec<ChartSpec> = spec.panels.iter().map(|panel| alone(spec, panel)).collect();
    let ends = charts.iter().map(own_extent);
    let extent = Extent::of(ends.flat_map(|extent| [extent.low, extent.high]));
    let panelled = Panelled {
        extent: extent.unwrap_or(Extent {
            low: 0.0,
            high: 0.0,
        }),
    };
    let columns = columns(spec, sheet);
    let between = BESIDE * (columns as f64 - 1.0);
    let width = ((sheet.width() - between) / columns as f64).floor();
    let panel_sheet = sheet.panel(width, panelled);
    let legend = legend(&together(spec), sheet, false);
    let mut elements = legend.elements;
    let mut top = legend.height;
    let panels: Vec<(&Panel, &ChartSpec)> = spec.panels.iter().zip(&charts).collect();
    for row in panels.chunks(columns) {
        let names: Vec<Vec<TextLine>> = row
            .iter()
            .map(|(panel, _)| name(panel, &panel_sheet))
            .collect();
        let name_height = names
            .iter()
            .map(|lines| stack_height(lines))
            .fold(0.0, f64::max);
        let mut height: f64 = 0.0;
        for (column, ((panel, chart), name)) in row.iter().zip(&names).enumerate() {
            let left = (width + BESIDE) * column as f64;
            elements.push(Element {
                datum: None,
                shapes: stack(name, Coordinate::Fixed(left + 1.0), Anchor::Start, top),
            });
            let scene = panel_scene(chart, &panel_sheet);
            height = height.max(scene.height);
            let moved = scene.moved(left, top + name_height + NAME_GAP);
            elements.extend(moved.into_iter().map(|element| named(element, panel)));
        }
        top += name_height + NAME_GAP + height + BELOW;
    }
    let none = || Axis::Band(BandScale::even(0.0, 0.0, 0));
    Scene {
        height: (top - BELOW).ceil(),
        x: none(),
        y: none(),
        elements,
    }
}

/// How many panels stand beside each other. Rows with labels need more width than columns.
fn columns(spec: &ChartSpec, sheet: &Sheet<'_>) -> usize {
    let most = match (sheet.layout, spec.mark.grammar().measure) {
        (Layout::Narrow, _) => 1,
        (Layout::Wide, MeasureOn::Y) if spec.categories.len() <= MANY_CATEGORIES => 3,
        (Layout::Wide, _) => 2,
    };
    // Four stand better two by two than three and one.
    let most = if spec.panels.len() == 4 {
        most.min(2)
    } else {
        most
    };
    most.min(spec.panels.len()).max(1)
}

/// The chart of one panel.
fn alone(spec: &ChartSpec, panel: &Panel) -> ChartSpec {
    with_series(spec, panel.series.clone())
}

/// The same chart without panels, of other series. There may be many panels, so that none of them, nor
/// the series of all, is copied.
fn with_series(spec: &ChartSpec, series: Vec<Series>) -> ChartSpec {
    ChartSpec {
        mark: spec.mark,
        stack: spec.stack,
        categories: spec.categories.clone(),
        series,
        panels: Vec::new(),
        surroundings: spec.surroundings.clone(),
        annotations: spec.annotations.clone(),
        measure: spec.measure.clone(),
        unit: spec.unit.clone(),
        integer: spec.integer,
        log: spec.log,
        domain: spec.domain,
    }
}

/// A chart of which each series has the data of all panels, for the legend.
fn together(spec: &ChartSpec) -> ChartSpec {
    let mut series: Vec<Series> = Vec::new();
    for panel in &spec.panels {
        for (position, one) in panel.series.iter().enumerate() {
            match series.get_mut(position) {
                Some(known) => known.data.extend(one.data.iter().cloned()),
                None => series.push(one.clone()),
            }
        }
    }
    with_series(spec, series)
}

fn name(panel: &Panel, sheet: &Sheet<'_>) -> Vec<TextLine> {
    let lettering = sheet.label(true);
    let names = Wording {
        full: &panel.label,
        short: panel.short.as_deref(),
    };
    let line = |text| TextLine {
        text,
        token: Token::new(Role::Label).with(Trait::Strong),
        lettering,
    };
    let fitted = sheet.fit(names, lettering, sheet.width() - 2.0, 2);
    fitted.lines.into_iter().map(line).collect()
}

/// The element with the name of its panel before that of its datum.
fn named(mut element: Element, panel: &Panel) -> Element {
    if let Some(datum) = &mut element.datum {
        datum.title = format!("{}, {}", panel.label, datum.title);
    }
    element
}
