//! The legend above a plot: series by name, and what hatched and hollow shapes mean.

use super::grammar::{Mark, MeasureOn};
use super::scene::{Anchor, Coordinate, Element, Role, Shape, Token, Trait};
use super::sheet::{Sheet, TextLine, baseline_in_line};
use super::spec::{Annotation, AnnotationShape, ChartSpec, Series};
use super::ticks::Tick;
use crate::chart::label::Wording;
use crate::stats::{Absence, Qualifier, Status};

/// Side of a swatch.
const SWATCH: f64 = 12.0;
/// From a swatch to its words.
const GAP: f64 = 6.0;
/// From the words to the next swatch.
const BETWEEN: f64 = 18.0;
/// From the last row to the plot.
const BELOW: f64 = 8.0;

/// Draws what stands before the words of a series, at a place.
type Swatch = fn(usize, f64, f64) -> Vec<Shape>;

struct Entry {
    swatch: Swatch,
    series: usize,
    words: String,
    /// Used where the words do not fit.
    short: Option<String>,
}

/// A legend, placed at the top left of the sheet.
#[derive(Debug)]
pub(super) struct Legend {
    /// What it shows; none where nothing needs a legend.
    pub(super) elements: Vec<Element>,
    /// The height that it takes, with the gap below it.
    pub(super) height: f64,
}

/// The legend of a chart; series that are labelled directly are left out.
pub(super) fn legend(spec: &ChartSpec, sheet: &Sheet<'_>, series_are_labelled: bool) -> Legend {
    // Panels have one legend together.
    if sheet.panel.is_some() {
        return Legend {
            elements: Vec::new(),
            height: 0.0,
        };
    }

    let mut entries = if series_are_labelled {
        others_entry(spec, sheet).into_iter().collect()
    } else {
        series_entries(spec, sheet)
    };
    entries.extend(kind_entries(spec, sheet));
    entries.extend(absence_entries(spec, sheet));
    entries.extend(annotation_entries(spec));
    let lettering = sheet.small();
    let line = lettering.size * 1.5;
    let (mut x, mut row) = (1.0, 0.0);
    let mut elements = Vec::new();
    for entry in &entries {
        let most = sheet.width() - SWATCH - GAP - 2.0;
        let names = Wording {
            full: &entry.words,
            short: entry.short.as_deref(),
        };
        let mut fitted = sheet.fit(names, lettering, most, 1);
        let text = fitted.lines.pop().unwrap_or_default();
        let width = SWATCH + GAP + sheet.measure(&text, lettering);
        if x > 1.0 && x + width > sheet.width() - 1.0 {
            (x, row) = (1.0, row + 1.0);
        }
        let top = row * line;
        let mut shapes = (entry.swatch)(entry.series, x, top + (line - SWATCH) / 2.0);
        let words = TextLine {
            text,
            token: Token::new(Role::Note),
            lettering,
        };
        let baseline = top + baseline_in_line(lettering);
        shapes.push(words.at(Coordinate::Fixed(x + SWATCH + GAP), baseline, Anchor::Start));
        elements.push(Element {
            datum: None,
            shapes,
        });
        x += width + BETWEEN;
    }
    let height = if elements.is_empty() {
        0.0
    } else {
        (row + 1.0) * line + BELOW
    };
    Legend { elements, height }
}

/// A legend with classes of numbers below it, each from one bound to the next.
pub(super) fn class_legend(bounds: &[Tick], sheet: &Sheet<'_>, mut legend: Legend) -> Legend {
    let lettering = sheet.small();
    let line = lettering.size * 1.5;
    let texts: Vec<String> = bounds
        .iter()
        .map(|bound| sheet.locale.number(&bound.plain))
        .collect();
    let widest = texts
        .iter()
        .map(|text| sheet.measure(text, lettering))
        .fold(0.0, f64::max);
    let classes = bounds.len().saturating_sub(1);
    let most = (sheet.width() - widest - 2.0) / classes.max(1) as f64;
    let width = (widest + GAP).max(44.0).min(most);
    let start = 1.0 + widest / 2.0;
    let top = legend.height;
    let mut shapes = Vec::new();
    for class in 0..classes {
        let x = start + width * class as f64;
        let from = (Coordinate::Fixed(x), Coordinate::Fixed(top));
        let to = (
            Coordinate::Fixed(x + width),
            Coordinate::Fixed(top + SWATCH),
        );
        shapes.push(Shape::Box(
            from,
            to,
            Token::new(Role::Cell).of_series(class),
        ));
    }
    // Where bounds are too wide for their distance only the first and the last are written.
    let stride = if width < widest + 4.0 {
        classes.max(1)
    } else {
        1
    };
    let is_too_narrow = width * (classes as f64) < widest + 4.0;
    if let (true, [first, .., last]) = (is_too_narrow, texts.as_slice()) {
        let both = sheet.fit_line(&format!("{first} – {last}"), lettering, sheet.width() - 2.0);
        let words = TextLine {
            text: both,
            token: Token::new(Role::Note),
            lettering,
        };
        let baseline = top + SWATCH + baseline_in_line(lettering);
        shapes.push(words.at(Coordinate::Fixed(1.0), baseline, Anchor::Start));
    }
    let texts = if is_too_narrow { Vec::new() } else { texts };
    for (position, text) in texts.into_iter().enumerate().step_by(stride) {
        let words = TextLine {
            text,
            token: Token::new(Role::Note),
            lettering,
        };
        let x = Coordinate::Fixed(start + width * position as f64);
        let baseline = top + SWATCH + baseline_in_line(lettering);
        shapes.push(words.at(x, baseline, Anchor::Middle));
    }
    legend.elements.push(Element {
        datum: None,
        shapes,
    });
    legend.height += SWATCH + line + BELOW;
    legend
}

fn series_entries(spec: &ChartSpec, sheet: &Sheet<'_>) -> Vec<Entry> {
    if spec.series.len() < 2 {
        return Vec::new();
    }
    let grammar = spec.mark.grammar();
    let swatch = match (grammar.points, grammar.over_time) {
        (false, _) => bar_swatch,
        (true, true) => line_swatch,
        (true, false) => point_swatch,
    };
    let entry = |(position, series): (usize, &Series)| Entry {
        swatch,
        series: position,
        words: series.label.clone(),
        short: series.short.clone(),
    };
    let named = spec.series.iter().enumerate();
    let named = named.filter(|(position, _)| !spec.is_mass(*position));
    let mut entries: Vec<Entry> = named.map(entry).collect();
    entries.extend(others_entry(spec, sheet));
    entries
}

/// The entry of the series that are not set off, where others are.
fn others_entry(spec: &ChartSpec, sheet: &Sheet<'_>) -> Option<Entry> {
    spec.sets_off_series().then(|| Entry {
        swatch: mass_swatch,
        series: 0,
        words: sheet.locale.words().get("chart.others").to_owned(),
        short: None,
    })
}

/// Entries for what is absent on a map, where an area may have no room for its words.
fn absence_entries(spec: &ChartSpec, sheet: &Sheet<'_>) -> Vec<Entry> {
    if spec.mark.grammar().measure != MeasureOn::Map {
        return Vec::new();
    }
    let swatches: [(Absence, Swatch); 3] = [
        (Absence::Missing, missing_swatch),
        (Absence::Suppressed, suppressed_swatch),
        (Absence::NotApplicable, not_applicable_swatch),
    ];
    let data = || spec.series.iter().flat_map(|series| &series.data);
    let occurs = |absence| data().any(|datum| datum.observation.absence() == Some(absence));
    let words = sheet.locale.words();
    let entry = |(absence, swatch)| Entry {
        swatch,
        series: 0,
        words: words
            .get(&format!("status.{}.word", Status::from(absence).name()))
            .to_owned(),
        short: None,
    };
    let occurring = swatches.into_iter().filter(|(absence, _)| occurs(*absence));
    occurring.map(entry).collect()
}

/// Entries for what an author wrote into the chart.
fn annotation_entries(spec: &ChartSpec) -> Vec<Entry> {
    let entry = |annotation: &Annotation| Entry {
        swatch: match annotation.shape {
            AnnotationShape::Line(_) => reference_swatch,
            AnnotationShape::Band(..) => band_swatch,
            AnnotationShape::Break(_) => break_swatch,
            AnnotationShape::Point(_) => ring_swatch,
        },
        series: 0,
        words: annotation.text.clone(),
        short: None,
    };
    let annotations = spec.annotations.iter();
    let is_drawn = spec.mark.grammar().annotations;
    annotations.filter(|_| is_drawn).map(entry).collect()
}

fn reference_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    let ends = [x, x + SWATCH].map(|x| (Coordinate::Fixed(x), Coordinate::Fixed(y + SWATCH / 2.0)));
    vec![Shape::Path(ends.to_vec(), Token::new(Role::Reference))]
}

fn band_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    vec![square(x, y, Token::new(Role::Band))]
}

fn break_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    let ends = [y, y + SWATCH].map(|y| (Coordinate::Fixed(x + SWATCH / 2.0), Coordinate::Fixed(y)));
    vec![Shape::Path(ends.to_vec(), Token::new(Role::Break))]
}

fn ring_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    let middle = (
        Coordinate::Fixed(x + SWATCH / 2.0),
        Coordinate::Fixed(y + SWATCH / 2.0),
    );
    vec![Shape::Circle(middle, 5.5, Token::new(Role::Ring))]
}

/// Entries for the kinds of datum that look unlike a plain one.
fn kind_entries(spec: &ChartSpec, sheet: &Sheet<'_>) -> Vec<Entry> {
    let data = || {
        spec.series
            .iter()
            .flat_map(|series| &series.data)
            .filter(|datum| datum.observation.value().is_some())
    };
    let line = spec.mark.grammar().points;
    let words = sheet.locale.words();
    let mut entries = Vec::new();
    if let Some(words) = target_words(spec, sheet) {
        entries.push(Entry {
            swatch: target_swatch,
            series: 0,
            words,
            short: None,
        });
    }
    if data().any(|datum| datum.part_of_year) {
        entries.push(Entry {
            swatch: if line { part_point } else { hatched_swatch },
            series: 0,
            words: words.get("chart.part_of_year").to_owned(),
            short: None,
        });
    }
    let qualified: Vec<&str> = Qualifier::PRELIMINARY
        .into_iter()
        .filter(|qualifier| data().any(|d| d.observation.qualifiers.contains(*qualifier)))
        .map(|qualifier| words.get(&format!("status.{}.word", Status::from(qualifier).name())))
        .collect();
    if !qualified.is_empty() {
        entries.push(Entry {
            swatch: if line { hollow_point } else { hollow_swatch },
            series: 0,
            words: qualified.join(", "),
            short: None,
        });
    }
    entries
}

/// Bullets have their targets labelled; elsewhere the legend says what the lines are, with the
/// number where it is the same for all.
fn target_words(spec: &ChartSpec, sheet: &Sheet<'_>) -> Option<String> {
    if matches!(spec.mark, Mark::Bullet | Mark::Waffle) || !spec.mark.grammar().target {
        return None;
    }
    let data = spec.series.iter().flat_map(|series| &series.data);
    let mut targets = data
        .filter_map(|datum| datum.target.as_ref())
        .filter(|target| target.observation.value().is_some());
    let first = targets.next()?;
    let words = sheet.locale.words();
    Some(if targets.all(|target| target.text == first.text) {
        words.fill("chart.target", &[("value", &first.text)])
    } else {
        words.get("chart.target_line").to_owned()
    })
}

fn target_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    let ends = [x, x + SWATCH].map(|x| (Coordinate::Fixed(x), Coordinate::Fixed(y + SWATCH / 2.0)));
    vec![Shape::Path(ends.to_vec(), Token::new(Role::Target))]
}

fn square(x: f64, y: f64, token: Token) -> Shape {
    let (from, to) = corners(x, y);
    Shape::Box(from, to, token)
}

fn corners(x: f64, y: f64) -> ((Coordinate, Coordinate), (Coordinate, Coordinate)) {
    (
        (Coordinate::Fixed(x), Coordinate::Fixed(y)),
        (Coordinate::Fixed(x + SWATCH), Coordinate::Fixed(y + SWATCH)),
    )
}

fn bar_swatch(series: usize, x: f64, y: f64) -> Vec<Shape> {
    vec![square(x, y, Token::new(Role::Bar).of_series(series))]
}

fn mass_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    vec![square(x, y, Token::new(Role::Bar).with(Trait::Mass))]
}

fn hollow_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    vec![square(x, y, Token::new(Role::Bar).with(Trait::Provisional))]
}

fn hatched_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    let (from, to) = corners(x, y);
    vec![
        square(x, y, Token::new(Role::Bar).with(Trait::Part)),
        Shape::Hatch(from, to, 6.0),
    ]
}

fn missing_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    vec![super::mark::sign_at(
        Absence::Missing,
        x - 1.5,
        y + SWATCH / 2.0,
    )]
}

fn suppressed_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    vec![super::mark::sign_at(
        Absence::Suppressed,
        x - 1.5,
        y + SWATCH / 2.0,
    )]
}

fn not_applicable_swatch(_: usize, x: f64, y: f64) -> Vec<Shape> {
    vec![super::mark::sign_at(
        Absence::NotApplicable,
        x - 1.5,
        y + SWATCH / 2.0,
    )]
}

fn point_swatch(series: usize, x: f64, y: f64) -> Vec<Shape> {
    let middle = |start: f64| Coordinate::Fixed(start + SWATCH / 2.0);
    let token = Token::new(Role::Point).of_series(series);
    vec![super::mark::marker((middle(x), middle(y)), series, token)]
}

fn line_swatch(series: usize, x: f64, y: f64) -> Vec<Shape> {
    let middle = Coordinate::Fixed(y + SWATCH / 2.0);
    let ends = [x, x + SWATCH].map(|x| (Coordinate::Fixed(x), middle));
    vec![
        Shape::Path(ends.to_vec(), Token::new(Role::Line).of_series(series)),
        super::mark::marker(
            (Coordinate::Fixed(x + SWATCH / 2.0), middle),
            series,
            Token::new(Role::Point).of_series(series),
        ),
    ]
}

fn hollow_point(series: usize, x: f64, y: f64) -> Vec<Shape> {
    let at = (
        Coordinate::Fixed(x + SWATCH / 2.0),
        Coordinate::Fixed(y + SWATCH / 2.0),
    );
    vec![Shape::Circle(
        at,
        4.0,
        Token::new(Role::Point)
            .of_series(series)
            .with(Trait::Provisional),
    )]
}

fn part_point(series: usize, x: f64, y: f64) -> Vec<Shape> {
    let at = (
        Coordinate::Fixed(x + SWATCH / 2.0),
        Coordinate::Fixed(y + SWATCH / 2.0),
    );
    vec![
        Shape::Circle(at, 3.5, Token::new(Role::Point).of_series(series)),
        Shape::Circle(
            at,
            6.0,
            Token::new(Role::Point).of_series(series).with(Trait::Part),
        ),
    ]
}
