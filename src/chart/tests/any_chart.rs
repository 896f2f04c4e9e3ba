//! Charts of any numbers and names: nothing touches, nothing leaves the view box.

use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_oneof, proptest};
use proptest::sample::select;

use super::read::read;
use super::{ChartSpec, ChartText, FontMetrics, Layout, Mark, describe, draw, locale, spec};

fn code() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        (-30i64..3000).prop_map(|n| n.to_string()),
        (0u32..9_999_999).prop_map(|n| format!("{}.{:03}", n / 1000, n % 1000)),
    ];
    prop_oneof![
        6 => (number, select(vec!["", "p", "H", "pH"])).prop_map(|(n, end)| n + end),
        1 => select(vec!["x", "c", "z", "0"]).prop_map(str::to_owned),
    ]
}

fn datum_code() -> impl Strategy<Value = String> {
    prop_oneof![
        code(),
        (code(), code()).prop_map(|(value, target)| format!("{value}/{target}")),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let syllable = select(vec![
        "Xã", "Thanh", "Miện", "Đồng", "Quỳnh", "Khê", "Ỗ", "số", "10",
    ]);
    prop::collection::vec(syllable, 0..9).prop_map(|syllables| syllables.join(" "))
}

fn chart() -> impl Strategy<Value = (Mark, Vec<String>, Vec<String>, bool)> {
    let mark = select(Mark::ALL.to_vec());
    (mark, 0usize..14, 0usize..5, any::<bool>()).prop_flat_map(
        |(mark, categories, series, integer)| {
            let names = prop::collection::vec(name(), categories);
            let codes = prop::collection::vec(datum_code(), categories);
            let codes = codes.prop_map(|codes| codes.join(" "));
            (
                Just(mark),
                names,
                prop::collection::vec(codes, series),
                Just(integer),
            )
        },
    )
}

proptest! {
    #[test]
    fn is_sound((mark, names, series, integer) in chart()) {
        let fonts = FontMetrics::load();
        let locale = locale("vi");
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let series: Vec<&str> = series.iter().map(String::as_str).collect();
        let spec = ChartSpec { integer, ..spec(mark, &names, &series, &locale) }.transformed();
        let description = describe(&spec, &locale);
        let finished = description.ends_with('.') && !description.contains(['{', '}']);
        prop_assert!(finished, "{}", description);
        for layout in Layout::ALL {
            let text = ChartText { id: "f", title: "", description: &description };
            let svg = draw(&spec, layout, &text, &locale, &fonts).svg;
            read(&svg, &fonts).check_texts();
        }
    }
}
