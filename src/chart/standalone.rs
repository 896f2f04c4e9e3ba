//! A drawing that stands alone, as a file: with its own style sheet, and with the words that a
//! page says around it drawn above and below.

use super::font::{DESCENT, FontMetrics};
use super::label::Lettering;
use super::sheet::Sheet;
use super::words::Words;
use super::{ChartSpec, Layout, mark, scene};
use crate::locale::Locale;
use crate::markup::Markup;

/// The space around everything.
const MARGIN: f64 = 24.0;

/// The space between the drawing and the words above and below it.
const GAP: f64 = 14.0;

/// The most lines of one text; a longer one is cut.
const MOST_LINES: usize = 12;

const HEADING: Lettering = Lettering {
    size: 19.0,
    bold: true,
};

const SUBHEADING: Lettering = Lettering {
    size: 14.0,
    bold: false,
};

const FOOT: Lettering = Lettering {
    size: 12.5,
    bold: false,
};

/// The words of a drawing that stands alone.
#[derive(Clone, Copy, Debug)]
pub struct StandaloneText<'a> {
    /// The ids inside the drawing begin with it.
    pub id: &'a str,
    /// The title.
    pub title: &'a str,
    /// Measure, unit, area and period; may be empty.
    pub subtitle: &'a str,
    /// Notes and source, each a paragraph below the drawing.
    pub foot: &'a [String],
    /// What the drawing shows, in sentences.
    pub description: &'a str,
}

/// Draws a chart as an SVG file in the wide layout. `style` is the style sheet of the charts,
/// without variables.
pub fn draw_standalone(
    spec: &ChartSpec,
    text: &StandaloneText<'_>,
    style: &str,
    locale: &Locale,
    fonts: &FontMetrics,
) -> String {
    let sheet = Sheet {
        layout: Layout::Wide,
        width: Layout::Wide.width(),
        panel: None,
        locale,
        fonts,
    };
    let scene = mark::scene(spec, &sheet);
    let inner_width = sheet.width();
    let mut words = Words::new(fonts, MARGIN, MARGIN, inner_width);
    words.paragraph(text.title, "heading", HEADING, MOST_LINES);
    words.paragraph(text.subtitle, "subheading", SUBHEADING, MOST_LINES);
    words.edge += GAP;
    let top = words.edge.ceil();
    words.edge = top + scene.height + GAP;
    for paragraph in text.foot {
        words.paragraph(paragraph, "foot", FOOT, MOST_LINES);
    }
    let width = inner_width + 2.0 * MARGIN;
    let height = (words.edge + MARGIN - FOOT.size * DESCENT).ceil();
    let (width_text, height_text) = (width.to_string(), height.to_string());
    let (title_id, description_id) = (format!("{}--t", text.id), format!("{}--d", text.id));
    let mut markup = Markup::new();
    markup.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", &format!("chart chart-{}", spec.mark.name())),
            ("role", "img"),
            ("aria-labelledby", &format!("{title_id} {description_id}")),
            ("lang", locale.language().tag()),
            ("width", &width_text),
            ("height", &height_text),
            ("viewBox", &format!("0 0 {width} {height}")),
        ],
    );
    markup.element("title", &[("id", &title_id)], text.title);
    markup.element("desc", &[("id", &description_id)], text.description);
    markup.element("style", &[], style);
    markup.empty(
        "rect",
        &[
            ("class", "sheet"),
            // For a theme that does not colour it.
            ("fill", "#ffffff"),
            ("width", &width_text),
            ("height", &height_text),
        ],
    );
    words.write(&mut markup);
    markup.open("g", &[("transform", &format!("translate({MARGIN} {top})"))]);
    markup.finished(&scene::draw(&scene, inner_width, fonts));
    markup.close();
    markup.close();
    let mut file = markup.finish();
    file.push('\n');
    file
}
