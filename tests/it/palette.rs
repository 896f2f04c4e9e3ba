//! The colours of the default theme: contrast, and what colour-blind readers can tell apart.

use std::collections::BTreeMap;

type Rgb = [f64; 3];
type Matrix = [[f64; 3]; 3];

/// How colours are seen, in linear RGB: fully, and without one kind of cones (Machado, Oliveira,
/// Fernandes 2009, severity 1.0).
const SIGHTS: [(&str, Matrix); 4] = [
    (
        "full sight",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// The tokens of a scheme; those of the dark one stand in the second `:root`.
fn scheme(number: usize) -> BTreeMap<String, Rgb> {
    let css = include_str!("../../themes/default/static/tokens.css");
    let block = css.split(":root {").nth(number + 1).expect("two schemes");
    let block = block.split('}').next().expect("an end");
    let token = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
        let value = value.strip_suffix(';')?;
        let part = |at: usize| u8::from_str_radix(value.get(at..at + 2)?, 16).ok();
        let parts = [part(0)?, part(2)?, part(4)?];
        Some((name.to_owned(), parts.map(linear)))
    };
    block.lines().filter_map(token).collect()
}

/// Linear light of a channel (sRGB, IEC 61966-2-1).
fn linear(part: u8) -> f64 {
    let share = f64::from(part) / 255.0;
    if share <= 0.040_45 {
        share / 12.92
    } else {
        ((share + 0.055) / 1.055).powf(2.4)
    }
}

/// The contrast of two colours (WCAG 2.2).
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let luminance = |[r, g, b]: Rgb| 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

fn seen([r, g, b]: Rgb, sight: &Matrix) -> Rgb {
    sight.map(|[x, y, z]| (x * r + y * g + z * b).clamp(0.0, 1.0))
}

/// CIE L*a*b* under D65.
fn lab(light: Rgb) -> [f64; 3] {
    const TO_XYZ: Matrix = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175],
        [0.019_333_9, 0.119_192, 0.950_304_1],
    ];
    const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];
    let row = |position: usize| {
        let products = TO_XYZ[position].iter().zip(light);
        let share = products.map(|(row, part)| row * part).sum::<f64>() / WHITE[position];
        if share > 216.0 / 24_389.0 {
            share.cbrt()
        } else {
            (24_389.0 / 27.0 * share + 16.0) / 116.0
        }
    };
    let (one, middle, other) = (row(0), row(1), row(2));
    [
        116.0 * middle - 16.0,
        500.0 * (one - middle),
        200.0 * (middle - other),
    ]
}

/// The distance of two colours, CIEDE2000 (Sharma, Wu, Dalal 2005).
fn distance([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25_f64.powi(7))).sqrt();
    let g = 1.5 - 0.5 * seventh(f64::midpoint(a1.hypot(b1), a2.hypot(b2)));
    let (a1, a2) = (a1 * g, a2 * g);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let is_grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if is_grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let mean_hue = match h1 + h2 {
        sum if is_grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => f64::midpoint(sum, 360.0),
        sum => f64::midpoint(sum, -360.0),
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(mean_hue - 30.0)
        + 0.24 * cos(2.0 * mean_hue)
        + 0.32 * cos(3.0 * mean_hue + 6.0)
        - 0.20 * cos(4.0 * mean_hue - 63.0);
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let from_middle = (l - 50.0).powi(2);
    let lightness = (l2 - l1) / (1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt());
    let chroma = (c2 - c1) / (1.0 + 0.045 * c);
    let hues = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin() / (1.0 + 0.015 * c * t);
    let rotation = 60.0 * (-((mean_hue - 275.0) / 25.0).powi(2)).exp();
    let rotation = -2.0 * seventh(c) * rotation.to_radians().sin();
    (lightness.powi(2) + chroma.powi(2) + hues.powi(2) + rotation * chroma * hues).sqrt()
}

#[test]
fn distances_are_those_of_the_published_pairs() {
    // Pairs 1, 7, 17 and 25 of the test data of Sharma, Wu and Dalal.
    for (one, other, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        (
            [60.2574, -34.0099, 36.2677],
            [60.4626, -34.1751, 39.4387],
            1.2644,
        ),
    ] {
        let found = distance(one, other);
        assert!((found - expected).abs() < 5e-5, "{found} {expected}");
    }
}

#[test]
fn texts_and_marks_stand_out() {
    for number in [0, 1] {
        let tokens = scheme(number);
        let least = |token: &str, on: &str, least: f64| {
            let found = contrast(tokens[token], tokens[on]);
            assert!(
                found >= least,
                "--{token} on --{on}: {found:.2}, scheme {number}"
            );
        };
        for text in ["ink", "soft", "link", "accent", "target"] {
            least(text, "paper", 4.5);
        }
        for mark in ["mass", "strong"] {
            least(mark, "paper", 3.0);
        }
        for series in 1..=6 {
            // Numbers stand in the parts of a stack, in the colour of the paper.
            least("paper", &format!("s{series}"), 4.5);
        }
        for class in 1..=3 {
            least("ink", &format!("q{class}"), 4.5);
        }
        for class in 4..=6 {
            least("paper", &format!("q{class}"), 4.5);
        }
    }
}

#[test]
fn series_are_told_apart_however_colours_are_seen() {
    for number in [0, 1] {
        let tokens = scheme(number);
        for (name, sight) in &SIGHTS {
            let colour = |series: usize| lab(seen(tokens[&format!("s{series}")], sight));
            for one in 1..=6 {
                for other in one + 1..=6 {
                    let least = if other <= 4 { 15.0 } else { 10.0 };
                    let found = distance(colour(one), colour(other));
                    assert!(
                        found >= least,
                        "s{one} and s{other}, {name}, scheme {number}: {found:.1}"
                    );
                }
            }
        }
    }
}
