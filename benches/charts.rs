//! How long a chart takes from its specification to SVG text, labels and description included.
//!
//! ```text
//! cargo bench --bench charts            grouped columns, 10 periods × 2 series, and 10,000 points
//! cargo bench --bench charts -- --svg   prints the SVG of the first
//! ```
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::hint::black_box;
use std::time::Instant;

use yearbook::chart::{
    Category, ChartSpec, ChartText, Datum, Derived, FontMetrics, Ground, Layout, Mark, Series,
    Stack, describe, draw,
};
use yearbook::config::words as words_of;
use yearbook::diag::{Report, Source};
use yearbook::locale::{Language, Locale};
use yearbook::stats::{Number, Observation};

/// How often a chart is drawn between two looks at the clock.
const CHARTS: u32 = 1000;
/// How often that is measured; the median is printed.
const RUNS: usize = 9;

fn main() {
    let words = include_str!("../themes/default/i18n/en.toml");
    let words = words_of(&Source::new("en.toml", words), &mut Report::new());
    let words = words.expect("the words of the default theme");
    let language = Language::parse("en").expect("a language");
    let locale = Locale::new(language, words);
    let fonts = FontMetrics::load();
    let columns = spec(Mark::Column, 10, &["admitted", "target"], &locale);
    if std::env::args().any(|argument| argument == "--svg") {
        println!("{}", svg(&columns, &locale, &fonts));
        return;
    }
    let seconds = measured(CHARTS, || svg(&columns, &locale, &fonts));
    let bytes = svg(&columns, &locale, &fonts).len();
    println!(
        "grouped columns, 10 × 2: {:.3} ms a chart, {bytes} bytes",
        seconds * 1e3
    );
    let points = spec(Mark::Line, 10_000, &["admitted"], &locale);
    let seconds = measured(1, || svg(&points, &locale, &fonts));
    let bytes = svg(&points, &locale, &fonts).len();
    println!(
        "line of 10,000 points: {:.1} ms, {bytes} bytes",
        seconds * 1e3
    );
}

/// The median of the seconds that one call takes, after one run that does not count.
fn measured(calls: u32, call: impl Fn() -> String) -> f64 {
    let mut seconds: Vec<f64> = (0..=RUNS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..calls {
                black_box(call());
            }
            start.elapsed().as_secs_f64() / f64::from(calls)
        })
        .skip(1)
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds[RUNS / 2]
}

fn svg(spec: &ChartSpec, locale: &Locale, fonts: &FontMetrics) -> String {
    let description = describe(spec, locale);
    let text = ChartText {
        id: "c",
        title: "Admissions against targets",
        description: &description,
    };
    draw(spec, Layout::Wide, &text, locale, fonts).svg
}

/// A chart of synthetic numbers.
fn spec(mark: Mark, periods: usize, series: &[&str], locale: &Locale) -> ChartSpec {
    let datum = |value: usize| {
        let number = Number::from(i64::try_from(value).expect("a small number"));
        Datum {
            observation: Observation::number(number),
            text: locale.number(number),
            part_of_year: false,
            target: None,
            derived: Derived::default(),
        }
    };
    let category = |index: usize| Category {
        is_rest: false,
        ground: Ground::None,
        label: (2015 + index).to_string(),
        note: None,
        short: None,
        start_in_months: i32::try_from((2015 + index) * 12).ok(),
        highlight: false,
    };
    let one = |(position, label): (usize, &&str)| Series {
        label: (*label).to_owned(),
        short: None,
        highlight: false,
        data: (0..periods)
            .map(|index| datum((index * 37 + position * 11) % 97 + 20))
            .collect(),
    };
    ChartSpec {
        mark,
        stack: Stack::None,
        categories: (0..periods).map(category).collect(),
        series: series.iter().enumerate().map(one).collect(),
        panels: Vec::new(),
        annotations: Vec::new(),
        measure: "persons".to_owned(),
        unit: None,
        integer: true,
        log: false,
        surroundings: Vec::new(),
        domain: None,
    }
}
