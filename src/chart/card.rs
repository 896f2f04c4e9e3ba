//! A card: the picture that stands for a page where its address is shared. It says the site, the title
//! and the page's main chart, or what the page is about where the chart would be too small to read.

use super::font::{FontMetrics, LINE};
use super::label::{Lettering, measure};
use super::sheet::Sheet;
use super::words::Words;
use super::{ChartSpec, Layout, mark, scene};
use crate::locale::Locale;
use crate::markup::Markup;

/// The size that services ask for, in pixels.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

/// The space at the sides, and at top and bottom.
const SIDE: f64 = 64.0;
const EDGE: f64 = 48.0;

/// The height of the band at the top.
const BAND: f64 = 14.0;

/// The space between title and chart.
const GAP: f64 = 26.0;

/// How much a chart is enlarged: less than the last, and its words could not be read on a small picture.
const SCALES: [f64; 8] = [2.4, 2.2, 2.0, 1.8, 1.6, 1.45, 1.3, 1.15];

/// The width of a sheet from which on the wide layout is drawn.
const WIDE_FROM: f64 = 560.0;

/// The most lines of a title and of a summary.
const MOST_TITLE_LINES: usize = 3;
const MOST_SUMMARY_LINES: usize = 5;

const SITE: Lettering = Lettering {
    size: 25.0,
    bold: false,
};

const TITLE: Lettering = Lettering {
    size: 46.0,
    bold: true,
};

const SUMMARY: Lettering = Lettering {
    size: 32.0,
    bold: false,
};

const SUBTITLE: Lettering = Lettering {
    size: 26.0,
    bold: false,
};

/// The words of a card; all but the first two may be empty.
#[derive(Clone, Copy, Debug)]
pub struct CardText<'a> {
    /// The name of the site.
    pub site: &'a str,
    /// The title of the page.
    pub title: &'a str,
    /// What the chart shows: measure, unit, area and period.
    pub subtitle: &'a str,
    /// What the page is about, where no chart is drawn.
    pub summary: &'a str,
    /// Who produced the numbers of the chart.
    pub source: &'a str,
    /// Who publishes the page: at its foot where there is no source, or one that is too long.
    pub publisher: &'a str,
}

/// Draws a card as an SVG file. `style` is the style sheet of the charts, without variables.
pub fn draw_card(
    text: &CardText<'_>,
    chart: Option<&ChartSpec>,
    style: &str,
    locale: &Locale,
    fonts: &FontMetrics,
) -> String {
    let (width, height) = (f64::from(CARD_SIZE.0), f64::from(CARD_SIZE.1));
    let mut markup = Markup::new();
    let class = chart.map_or_else(
        || "chart".to_owned(),
        |chart| format!("chart chart-{}", chart.mark.name()),
    );
    markup.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("class", &class),
            ("lang", locale.language().tag()),
            ("width", &width.to_string()),
            ("height", &height.to_string()),
            ("viewBox", &format!("0 0 {width} {height}")),
        ],
    );
    markup.element("style", &[], style);
    // The fills are for a theme that does not colour them.
    for (class, fill, height) in [("sheet", "#ffffff", height), ("card-band", "#0b5a78", BAND)] {
        let (width, height) = (width.to_string(), height.to_string());
        let attributes = [
            ("class", class),
            ("fill", fill),
            ("width", &width),
            ("height", &height),
        ];
        markup.empty("rect", &attributes);
    }
    let foot_top = height - EDGE / 2.0 - SITE.size * LINE;
    let mut words = Words::new(fonts, SIDE, EDGE, width - 2.0 * SIDE);
    words.paragraph(text.site, "subheading", SITE, 1);
    words.edge += GAP / 2.0;
    words.paragraph(text.title, "heading", TITLE, MOST_TITLE_LINES);
    words.edge += GAP / 2.0;
    let subtitle = SUBTITLE.size * LINE + GAP / 2.0;
    let height = foot_top - GAP / 2.0 - words.edge - subtitle;
    let drawn =
        chart.and_then(|spec| Drawn::within(spec, width - 2.0 * SIDE, height, locale, fonts));
    let is_drawn = drawn.is_some();
    match drawn {
        Some(drawn) => {
            words.paragraph(text.subtitle, "subheading", SUBTITLE, 1);
            words.edge += GAP / 2.0;
            drawn.write(&mut markup, words.edge, fonts);
        }
        None => words.paragraph(text.summary, "subheading", SUMMARY, MOST_SUMMARY_LINES),
    }
    words.edge = foot_top;
    let source = Some(text.source).filter(|source| is_drawn && !source.is_empty());
    let fits = |text: &&str| measure(fonts, text, SITE) <= words.width;
    let foot = source.filter(fits).unwrap_or(text.publisher);
    words.paragraph(foot, "foot", SITE, 1);
    words.write(&mut markup);
    markup.close();
    let mut file = markup.finish();
    file.push('\n');
    file
}

/// A chart that can be read in the room there is for it.
struct Drawn {
    scene: scene::Scene,
    width: f64,
    scale: f64,
}

impl Drawn {
    /// The chart as wide as the room and as large as it can be there; nothing when its words would be
    /// too small.
    fn within(
        spec: &ChartSpec,
        width: f64,
        height: f64,
        locale: &Locale,
        fonts: &FontMetrics,
    ) -> Option<Drawn> {
        SCALES.into_iter().find_map(|scale| {
            let width = width / scale;
            let layout = if width < WIDE_FROM {
                Layout::Narrow
            } else {
                Layout::Wide
            };
            let sheet = Sheet {
                layout,
                width,
                panel: None,
                locale,
                fonts,
            };
            let scene = mark::scene(spec, &sheet);
            (scene.height * scale <= height).then_some(Drawn {
                scene,
                width,
                scale,
            })
        })
    }

    fn write(&self, markup: &mut Markup, top: f64, fonts: &FontMetrics) {
        let place = format!("translate({SIDE} {top:.1}) scale({:.3})", self.scale);
        markup.open("g", &[("transform", &place)]);
        markup.finished(&scene::draw(&self.scene, self.width, fonts));
        markup.close();
    }
}
