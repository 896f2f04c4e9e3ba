//! Charts: a specification becomes an SVG drawing and a sentence that says the same.
//!
//! Making the specification from a chart block and data is done elsewhere, as is everything
//! around the drawing: its title, its table, its colours.

mod card;
mod describe;
mod font;
mod grammar;
mod label;
mod layout;
mod legend;
mod mark;
mod scale;
mod scene;
mod sheet;
mod sparkline;
mod spec;
mod standalone;
mod svg;
#[cfg(test)]
mod tests;
mod ticks;
mod transform;
mod words;

pub use card::{CARD_SIZE, CardText, draw_card};
pub use describe::describe;
pub use font::{FONT_FAMILY, FONTS, FontMetrics};
pub use grammar::{Grammar, GroundOf, Mark, MeasureOn, SeriesCount, Stack};
pub use layout::Layout;
pub use sparkline::sparkline;
pub use spec::{
    Annotation, AnnotationShape, Category, ChartSpec, Datum, Ground, Panel, Series, Target,
};
pub use standalone::{StandaloneText, draw_standalone};
pub use transform::Derived;

use crate::locale::Locale;
use crate::markup::Markup;
use sheet::Sheet;

/// The words around a drawing.
#[derive(Clone, Copy, Debug)]
pub struct ChartText<'a> {
    /// The id of the figure, unique in its page; the ids inside the drawing begin with it.
    pub id: &'a str,
    /// What a screen reader calls the drawing.
    pub title: &'a str,
    /// What the drawing shows, in sentences; [`describe()`] makes them.
    pub description: &'a str,
}

/// A drawing and its height in units of the view box; the width is that of its layout.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// An `svg` element.
    pub svg: String,
    /// The height of the view box.
    pub height: f64,
}

/// Draws a chart as an `svg` element, complete in itself but for the style sheet.
///
/// It draws every specification, however odd: without data, with negative numbers, with names
/// that do not fit. Equal arguments give equal bytes.
pub fn draw(
    spec: &ChartSpec,
    layout: Layout,
    text: &ChartText<'_>,
    locale: &Locale,
    fonts: &FontMetrics,
) -> Drawing {
    let sheet = Sheet {
        layout,
        width: layout.width(),
        panel: None,
        locale,
        fonts,
    };
    let scene = mark::scene(spec, &sheet);
    let (width, height) = (layout.width(), scene.height);
    let name = layout.name();
    let title_id = format!("{}--{name}-t", text.id);
    let description_id = format!("{}--{name}-d", text.id);
    let mut markup = Markup::new();
    markup.open(
        "svg",
        &[
            ("class", &format!("chart chart-{} {name}", spec.mark.name())),
            ("role", "img"),
            ("aria-labelledby", &format!("{title_id} {description_id}")),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("focusable", "false"),
        ],
    );
    markup.element("title", &[("id", &title_id)], text.title);
    markup.element("desc", &[("id", &description_id)], text.description);
    markup.finished(&scene::draw(&scene, width, fonts));
    markup.close();
    Drawing {
        svg: markup.finish(),
        height,
    }
}
