//! Every chart, however odd its data: well-formed, inside its view box, no text on another.

mod any_chart;
mod read;

use std::collections::BTreeSet;
use std::sync::Arc;

use read::read;

use super::*;
use crate::config::words as words_of;
use crate::diag::{Report, Source};
use crate::locale::Language;
use crate::stats::{Absence, Number, Observation, Outline, Qualifier, Qualifiers};

fn locale(tag: &str) -> Locale {
    let words = match tag {
        "en" => include_str!("../../../themes/default/i18n/en.toml"),
        _ => include_str!("../../../themes/default/i18n/vi.toml"),
    };
    let words = words_of(&Source::new("words.toml", words), &mut Report::new());
    let words = words.expect("the default theme's words can be read");
    Locale::new(Language::parse(tag).expect("a language tag"), words)
}

/// `12`, `12p` provisional, `12H` part of a year, `x` missing, `c` suppressed, `z` not applicable;
/// after a slash the target in the same form.
fn datum(code: &str, locale: &Locale) -> Datum {
    let (code, target) = match code.split_once('/') {
        Some((code, target)) => (code, Some(datum(target, locale))),
        None => (code, None),
    };
    let plain = code.trim_end_matches(['p', 'H']);
    let mut observation = match plain {
        "x" => Observation::MISSING,
        "c" => Observation::absent(Absence::Suppressed),
        "z" => Observation::absent(Absence::NotApplicable),
        number => Observation::number(Number::parse(number).expect("a number")),
    };
    if code.contains('p') {
        observation.qualifiers = Qualifiers::NONE.with(Qualifier::Provisional);
    }
    let text = match observation.value() {
        Some(number) => locale.number(number),
        None => format!("[{plain}] không có số liệu"),
    };
    Datum {
        observation,
        text,
        part_of_year: code.contains('H'),
        target: target.map(|target| Target {
            observation: target.observation,
            text: target.text,
        }),
        derived: Derived::default(),
    }
}

fn spec(mark: Mark, names: &[&str], series: &[&str], locale: &Locale) -> ChartSpec {
    let category = |(index, name): (usize, &&str)| Category {
        label: (*name).to_owned(),
        note: (index % 3 == 1).then(|| "6 tháng đầu năm".to_owned()),
        short: (index % 4 == 2).then(|| "Ngắn".to_owned()),
        start_in_months: i32::try_from(index)
            .ok()
            .filter(|_| names.len().is_multiple_of(2) || mark.grammar().over_time)
            .map(|index| 24_000 + 12 * (index + index / 3)),
        highlight: index == 3,
        is_rest: false,
        ground: ground(mark, index, names.len()),
    };
    ChartSpec {
        mark,
        stack: Stack::None,
        categories: names.iter().enumerate().map(category).collect(),
        series: series
            .iter()
            .enumerate()
            .map(|(index, codes)| Series {
                label: format!("Chuỗi số liệu thứ {index}"),
                short: (index % 2 == 1).then(|| format!("Chuỗi {index}")),
                highlight: series.len() == 6 && index == 3,
                data: codes
                    .split_whitespace()
                    .map(|code| datum(code, locale))
                    .collect(),
            })
            .collect(),
        panels: Vec::new(),
        surroundings: vec![Arc::new(square(7, 2, 30)), Arc::default()],
        annotations: annotations(names.len()),
        measure: "số đảng viên kết nạp".to_owned(),
        unit: Some("người".to_owned()),
        integer: true,
        log: false,
        domain: None,
    }
}

/// Where a category lies on a map: squares beside each other, each sixth with a hole, each ninth
/// an islet, each eleventh without a place.
fn ground(mark: Mark, index: usize, count: usize) -> Ground {
    let columns = if count > 9 { 7 } else { 3 };
    let (column, row) = (index % columns, index / columns);
    match (mark, index % 11) {
        (Mark::Choropleth, 10) => Ground::None,
        (Mark::Choropleth, _) => {
            let side = if index % 9 == 8 { 1 } else { 100_000 };
            let mut outline = square(column, row, side);
            if index % 6 == 5 {
                let hole = outline.rings[0].iter();
                let smaller = |(x, y): &(i32, i32)| (x + (x % 100_000) / 2, y - 30_000);
                outline.rings.push(hole.map(smaller).collect());
            }
            Ground::Outline(Arc::new(outline))
        }
        (Mark::Tilemap, _) => {
            let place = |n: usize| u16::try_from(n).expect("few categories");
            Ground::Tile((place(column), place(row)))
        }
        _ => Ground::None,
    }
}

fn square(column: usize, row: usize, side: i32) -> Outline {
    let place = |n: usize| i32::try_from(n).expect("few categories") * 100_000;
    let (west, north) = (106_000_000 + place(column), 21_000_000 - place(row));
    Outline {
        rings: vec![vec![
            (west, north),
            (west + side, north),
            (west + side, north - side),
            (west, north - side),
            (west, north),
        ]],
    }
}

const LONG: &str = "Đảng ủy Khối các cơ quan tỉnh và các đơn vị sự nghiệp công lập ỖẪẶ";
const WORD: &str = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";

fn nasty(mark: Mark, locale: &Locale) -> Vec<ChartSpec> {
    let of = |names: &[&str], series: &[&str]| spec(mark, names, series, locale);
    let four = ["2022", "2023", "2024", "2025"];
    let forty: Vec<String> = (0..40)
        .map(|i| format!("Thôn Đồng Quỳnh Khê số {i}"))
        .collect();
    let forty: Vec<&str> = forty.iter().map(String::as_str).collect();
    let numbers = |step: usize| -> String {
        let code = |i: usize| match i % 7 {
            3 => "x/40 ".to_owned(),
            5 => format!("{}H/77 ", i * step),
            _ => format!("{}/{} ", i * step % 97, 20 + i),
        };
        (0..40).map(code).collect()
    };
    let six: Vec<String> = (1..=6).map(numbers).collect();
    let six: Vec<&str> = six.iter().map(String::as_str).collect();
    let mut specs = vec![
        of(&[], &[""]),
        of(&four, &[]),
        of(&[], &[]),
        of(&four, &["1 2"]),
        of(&["một"], &["5"]),
        of(&["một"], &["x"]),
        of(&[""], &["0/0"]),
        of(&four, &["x c z x"]),
        of(&four, &["x/150 c/150 z/150 x/150"]),
        of(&four, &["0 0 0 0"]),
        of(&four, &["0 x c z"]),
        of(&four, &["-5 12 -300 7"]),
        of(&four, &["-5/-3 -12/4 -300/1 -7/z"]),
        of(&four, &["1000000 999999/1000001 3H/1000000 1p"]),
        of(&four, &["0.001 0.002/0.0015 0.0005 0"]),
        of(&four, &["2303/2200 848H/2200 2150/2200 x/2200"]),
        of(&four, &["9999999999999999999999999999/1 1 2 3"]),
        of(&four, &["100 101 99 100"]),
        of(
            &[LONG, WORD, LONG, "<b>&\"'\u{0}"],
            &["1/150 2/150 148p/150 151H/150"],
        ),
        of(&four, &["242 x 130 110p", "80 95 0 c", "1981 1700 x z"]),
        of(&forty, &six[..1]),
        of(&forty, &six),
        of(&forty[..12], &six),
        of(&forty[..5], &["10p/12 11H/12 12/z x/12 -1/x"]),
        of(&four, &["10 20 x 0", "5 0 7 0", "-3 z 1p 0"]),
        of(&[LONG, WORD, "a"], &["1000000 3 x", "2 c 999999H"]),
        of(&forty, &six[..2]),
    ];
    let scaled = [
        ("3 40 500 9000", true, None),
        ("3 40p x 9000", true, Some((1, 100_000))),
        ("0 -5 7 x", true, None),
        ("120 130 99 c", false, Some((-1000, 500))),
        ("120 130 99 110", false, Some((90, 150))),
    ];
    specs.extend(scaled.map(|(codes, log, domain)| {
        let domain = domain.map(|(low, high): (i64, i64)| (Number::from(low), Number::from(high)));
        let spec = of(&four, &[codes, "44 45 46 47"]);
        ChartSpec {
            log,
            domain,
            ..spec
        }
    }));
    let mut labelled = of(&forty[..12], &six[..1]);
    for datum in &mut labelled.series[0].data {
        datum.text.push_str(" (104,7%)");
    }
    specs.push(labelled);
    if mark.grammar().stack {
        for stack in [Stack::Zero, Stack::Normalize] {
            let stacked: Vec<ChartSpec> = specs
                .iter()
                .cloned()
                .map(|spec| ChartSpec { stack, ..spec })
                .collect();
            specs.extend(stacked.into_iter().filter(|spec| spec.series.len() > 1));
        }
    }
    let panelled: Vec<ChartSpec> = specs
        .iter()
        .filter(|spec| spec.series.len() > 2)
        .map(panelled)
        .collect();
    specs.extend(panelled);
    for index in 0..specs.len() {
        let fraction = ChartSpec {
            integer: false,
            ..specs[index].clone()
        };
        specs.push(fraction);
    }
    specs.into_iter().map(ChartSpec::transformed).collect()
}

/// Annotations of every kind in some charts.
fn annotations(categories: usize) -> Vec<Annotation> {
    if categories % 5 != 4 {
        return Vec::new();
    }
    let shapes = [
        AnnotationShape::Line(Number::from(150_u32)),
        AnnotationShape::Band(1, 2),
        AnnotationShape::Break(2),
        AnnotationShape::Point(0),
    ];
    let annotation = |shape| Annotation {
        shape,
        text: format!("Chú thích: {LONG}"),
    };
    shapes.map(annotation).to_vec()
}

/// The same series as small multiples.
fn panelled(spec: &ChartSpec) -> ChartSpec {
    let panel = |(index, series): (usize, &[Series])| Panel {
        label: if index == 1 {
            LONG.to_owned()
        } else {
            format!("Khu {index}")
        },
        short: (index == 2).then(|| "Khu".to_owned()),
        series: series.to_vec(),
    };
    ChartSpec {
        panels: spec.series.chunks(2).enumerate().map(panel).collect(),
        ..spec.clone()
    }
}

fn each_drawing(check: impl Fn(&ChartSpec, &str)) {
    let fonts = FontMetrics::load();
    for tag in ["en", "vi"] {
        let locale = locale(tag);
        for mark in Mark::ALL {
            for spec in nasty(mark, &locale) {
                let description = describe(&spec, &locale);
                for layout in Layout::ALL {
                    let text = ChartText {
                        id: "f1",
                        title: "Tiêu đề",
                        description: &description,
                    };
                    check(&spec, &draw(&spec, layout, &text, &locale, &fonts).svg);
                }
            }
        }
    }
}

#[test]
fn every_drawing_is_sound() {
    let fonts = FontMetrics::load();
    each_drawing(|spec, svg| {
        let values: Vec<&str> = spec
            .series
            .iter()
            .flat_map(|series| series.data.iter().map(|datum| datum.text.as_str()))
            .collect();
        let read = std::panic::catch_unwind(|| {
            let read = read(svg, &fonts);
            read.check_texts();
            read
        });
        let Ok(read) = read else {
            panic!(
                "{:?} of {} categories {values:?}\n{svg}",
                spec.mark,
                spec.categories.len()
            );
        };
        let ids: BTreeSet<&String> = read.ids.iter().collect();
        assert_eq!(ids.len(), 2, "{:?}", read.ids);
        assert_eq!(ids.len(), read.ids.len());
        let few = spec.categories.len() * spec.series.len() <= 50;
        assert!(
            !few || svg.len() <= 30_000,
            "{:?}: {} bytes",
            spec.mark,
            svg.len()
        );
    });
}

#[test]
fn the_four_kinds_of_nothing_are_four_drawings() {
    let locale = locale("vi");
    let fonts = FontMetrics::load();
    for mark in Mark::ALL {
        let drawings: BTreeSet<String> = ["0", "x", "c", "z"]
            .map(|code| {
                let mut spec = spec(mark, &["a", "b"], &[&format!("5 {code}")], &locale);
                spec.series[0].data[1].text = "[?]".to_owned();
                let spec = spec.transformed();
                let text = ChartText {
                    id: "f",
                    title: "",
                    description: "",
                };
                let svg = draw(&spec, Layout::Wide, &text, &locale, &fonts).svg;
                // Without words, classes and data attributes only the shapes are left.
                svg.split('"')
                    .filter(|part| part.starts_with('M'))
                    .collect()
            })
            .into_iter()
            .collect();
        assert_eq!(drawings.len(), 4, "{mark:?}");
    }
}

#[test]
fn a_line_is_broken_where_a_number_is_absent() {
    let locale = locale("en");
    let spec = spec(
        Mark::Line,
        &["1", "2", "3", "4", "5"],
        &["1 2 x 4 5"],
        &locale,
    );
    let text = ChartText {
        id: "f",
        title: "",
        description: "",
    };
    let svg = draw(&spec, Layout::Wide, &text, &locale, &FontMetrics::load()).svg;
    assert_eq!(svg.matches("class=\"line s1\"").count(), 2);
}

#[test]
fn a_long_line_is_marked_here_and_there_and_names_only_years() {
    let locale = locale("en");
    let names: Vec<String> = (0..120).map(|month| format!("m{month}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let numbers = ["1 2 3 4 5"; 24].join(" ");
    let mut spec = spec(Mark::Line, &names, &[&numbers], &locale);
    spec.annotations = Vec::new();
    for (month, category) in spec.categories.iter_mut().enumerate() {
        category.note = None;
        category.short = None;
        category.start_in_months = i32::try_from(24_000 + month).ok();
    }
    let text = ChartText {
        id: "f",
        title: "",
        description: "",
    };
    let svg = draw(&spec, Layout::Wide, &text, &locale, &FontMetrics::load()).svg;
    let named = |month: &usize| svg.contains(&format!(">m{month}<"));
    let named: Vec<usize> = (0..120).filter(named).collect();
    assert!(named.len() > 2, "{named:?}");
    assert!(named.iter().all(|month| month % 12 == 0), "{named:?}");
    let of_size = |radius: &str| svg.matches(&format!(" r=\"{radius}\"")).count();
    let (marked, hidden) = (of_size("3.5"), of_size("1"));
    assert_eq!(marked + hidden, 120);
    assert!((8..40).contains(&marked), "{marked}");
}

#[test]
fn names_that_are_too_long_for_columns_are_cut_rather_than_left_out() {
    let locale = locale("vi");
    let names = ["Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"; 4];
    let spec = spec(Mark::Column, &names, &["1 2 3 4"], &locale);
    let text = ChartText {
        id: "f",
        title: "",
        description: "",
    };
    for layout in [Layout::Narrow, Layout::Wide] {
        let svg = draw(&spec, layout, &text, &locale, &FontMetrics::load()).svg;
        let labels = svg.split("<text class=\"label").skip(1);
        let names = labels.filter(|label| label.contains(">Llan") || label.contains(">Ngắn<"));
        assert_eq!(names.count(), 4, "{svg}");
    }
}

#[test]
fn descriptions_say_what_the_data_say() {
    let locale = locale("en");
    let mut bullets = spec(
        Mark::Bullet,
        &["2023", "2024"],
        &["2303/2200 848H/2200"],
        &locale,
    );
    bullets.categories[1].note = Some("first half".to_owned());
    assert_eq!(
        describe(&bullets, &locale),
        "Bullet chart: số đảng viên kết nạp (người) against targets; 2 rows. \
         2023: 2,303 against a target of 2,200 (104.7%); \
         2024 (first half): 848 against a target of 2,200 (38.5%). \
         Note: only part of a year: 2024 (first half)."
    );
    let mut bars = spec(Mark::Bar, &["a", "b", "c", "d"], &["5 3 5 x"], &locale);
    bars.categories[1].note = None;
    assert!(
        describe(&bars, &locale).ends_with(
            "4 rows. Highest: a and c at 5; lowest: b at 3. \
             Note: no number for d (not available)."
        ),
        "{}",
        describe(&bars, &locale)
    );
    let mut line = spec(Mark::Line, &["2022", "2023"], &["200 150"], &locale);
    line.categories[1].note = None;
    assert!(describe(&line, &locale).ends_with("2022: 200; 2023: 150; down 50 (25.0%)."));
}
