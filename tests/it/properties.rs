//! What holds for any input at all. Seeds are fixed; `PROPTEST_RNG_SEED` and `PROPTEST_CASES`
//! look elsewhere and longer.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use yearbook::Outcome;

use crate::built::{Built, told};
use crate::project::Project;

fn config() -> ProptestConfig {
    let given = |name| std::env::var_os(name).is_some();
    let mut config = ProptestConfig::default();
    if !given("PROPTEST_CASES") {
        config.cases = 48;
    }
    if !given("PROPTEST_RNG_SEED") {
        config.rng_seed = RngSeed::Fixed(20_240_703);
    }
    config.failure_persistence = None;
    config.max_shrink_iters = 400;
    config
}

const CHART: &str = "```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nwhere = { period = \"2024\" }\nx = \"people\"\ny = \"item\"\n```\n\n```table\nid = \"t\"\ndata = \"x\"\nwhere = { period = \"2024\" }\nrows = [\"item\"]\nvalues = [\"people\", \"ratio(people, people)\"]\nsort = \"-value\"\n```\n";

const CSV: &str = "item,period,people,obs_status,note\na,2024,5,,\nb,2024,,Q,\nc,2023,7.25,P,n\n";

fn site() -> Project {
    let site = Project::new()
        .codes(
            "areas.csv",
            "area,name_en,parent\nland,Land,\nnorth,North,land\n",
        )
        .data("x.csv", CSV)
        .page("content/a.md", CHART);
    site.described(|_| {})
}

/// Either a site, or at least one error, each with a place inside its file.
fn is_told(outcome: &Outcome) -> Result<(), TestCaseError> {
    let errors = outcome
        .diagnostics
        .iter()
        .filter(|d| d.severity.name() == "error");
    prop_assert_eq!(outcome.made.is_none(), errors.count() > 0);
    for diagnostic in &outcome.diagnostics {
        prop_assert!(!diagnostic.message.is_empty());
        if let Some(place) = &diagnostic.location {
            prop_assert!(place.line >= 1 && place.column >= 1);
            let excerpt = &place.excerpt;
            prop_assert!(
                excerpt.text.get(excerpt.span.clone()).is_some(),
                "{}",
                told(diagnostic)
            );
        }
    }
    Ok(())
}

/// Text of which a good part means something to whoever reads it.
fn text_of(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => proptest::sample::select(words).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[ -~]{0,6}",
        1 => Just("\n".to_owned()),
    ];
    vec(word, 0..40).prop_map(|words| words.concat())
}

const CSV_WORDS: &[&str] = &[
    ",",
    "\n",
    "\r\n",
    "\"",
    "\"\"",
    "a",
    "b",
    "2024",
    "2024-H1",
    "5",
    "-0.5",
    "1e5",
    "O",
    "Q",
    "P",
    "\u{FEFF}",
    "a,2024,5,,\n",
    "c,2024,,M,\"x, y\"\n",
    " ",
    "0",
    "\u{0}",
    "ệ",
    "99999999999999999999999999999",
];

const MARKDOWN_WORDS: &[&str] = &[
    "#",
    "## ",
    "- ",
    "> ",
    "1. ",
    "    ",
    "```",
    "```chart\n",
    "```table\n",
    "~~~",
    "\n\n",
    "*",
    "_",
    "**",
    "`",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](a.md)",
    "[^1]",
    "[^1]: ",
    "|",
    "|---|",
    "\n|---|--:|\n",
    "<",
    ">",
    "<b>",
    "<!--",
    "-->",
    "{{",
    "}}",
    "\\",
    "\\{{",
    "{#id}",
    "{{ value('x.people', item='a', period='2024') }}",
    "'",
    "\"",
    "id = \"c\"\n",
    "data = \"x\"\n",
    "mark = \"bar\"\n",
    "x = \"people\"\n",
    "y = \"item\"\n",
    "where = { period = \"2024\" }\n",
    "rows = [\"item\"]\n",
    "values = [\"people\"]\n",
    "title = \"{{ 1 }}\"\n",
    "đường",
    "\u{F0000}",
    "\u{F0001}",
    "\u{A0}",
    "\t",
    "\r\n",
    "&amp;",
    "&#0;",
    "---",
    "===",
    "$",
    "~~",
    "http://a.b/",
    "<http://a.b/>",
    "[a]: b",
    "x",
    "\u{0}",
    "\u{202E}",
    "<?",
    "?>",
    "<![CDATA[",
    "</b>",
];

const FRONT_WORDS: &[&str] = &[
    "title = \"A\"\n",
    "title = 'A'\n",
    "\n",
    "=",
    "\"",
    "'''",
    "\"\"\"",
    "[values]\n",
    "[[headline]]\n",
    "[",
    "]",
    "{",
    "}",
    "date = 2024-07-03\n",
    "date = 2024-02-30\n",
    "date = 2024-07-03T00:00:00Z\n",
    "kind = \"home\"\n",
    "draft = true\n",
    "holds = [\"1 < 2\"]\n",
    "summary = \"{{ 1 }}\"\n",
    "summary = \"\\u007B{ a }}\"\n",
    "n = '1'\n",
    "m = \"n\"\n",
    "value = \"{{ n }}\"\n",
    "label = \"L\"\n",
    "note = \"\"\n",
    "#",
    "\\",
    "\\n",
    "\u{FEFF}",
    "+++",
    "\n+++\n",
    "đ",
    "\t",
    "short_title = \"\"\n",
    "\u{0}",
    "\r",
    "\r\n",
    "0x",
    "1e400",
    "inf",
    "nan",
    "title = \"\\u0110\\U0001F600{{ 2 }}\"\n",
    "title = \"\"\"\n{{\n1\n}}\n\"\"\"\n",
];

const EXPRESSION_WORDS: &[&str] = &[
    "value",
    "total",
    "percent",
    "difference",
    "ratio",
    "change",
    "(",
    ")",
    ",",
    "=",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "'",
    "\"",
    "\"x.people\"",
    "'x.people'",
    "item='a'",
    "item=\"b\"",
    "period='2024'",
    "period='2023'",
    "children_of='land'",
    "absent='none'",
    "decimals=2",
    "decimals=7",
    "decimals=-1",
    "1",
    "-2.5",
    "0",
    "a.b",
    "_",
    "-",
    "value('x.people', item='a', period='2024')",
    "value('x.people', item='b', period='2024')",
    " ",
    "79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "ủ",
    "!",
    "\\",
    ".",
    "true",
];

const PACKAGE_WORDS: &[&str] = &[
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "0",
    "-1",
    "1e99",
    "true",
    "\"\"",
    "\"x\"",
    "\"people\"",
    "\"item\"",
    "\"area\"",
    "\"areas\"",
    "\"integer\"",
    "\"number\"",
    "\"date\"",
    "\"year\"",
    "\"boolean\"",
    "\"yearbook\"",
    "\"codeList\"",
    "\"total\"",
    "\"status\"",
    "\"period\"",
    "\"primaryKey\"",
    "\"foreignKeys\"",
    "\"missingValues\"",
    "\"decimals\"",
    "\"minimum\"",
    "\"language\"",
    "\"../x\"",
    "\"/etc\"",
    "\"x.csv\"",
    "\"areas.csv\"",
    "\\u0000",
    "\\ud800",
    "é",
    "\n",
];

#[test]
fn the_site_that_is_changed_is_sound() {
    let built = site().build();
    assert_eq!(
        built.table("a/", "c"),
        "Item | People (persons)\na | 5\nb | [c]\nc | [x]"
    );
    dataset("item,period,people,people_status,note\na,2024,5,,\n").build();
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes_as_csv_are_told(bytes in vec(any::<u8>(), 0..120), text in text_of(CSV_WORDS), after in any::<bool>()) {
        let mut csv = if after { CSV.as_bytes().to_vec() } else { Vec::new() };
        csv.extend(text.as_bytes());
        is_told(&site().file("data/x.csv", csv.clone()).check())?;
        csv.extend(bytes);
        is_told(&site().file("data/x.csv", csv.clone()).check())?;
        is_told(&site().file("data/areas.csv", csv).check())?;
    }

    #[test]
    fn any_text_as_markdown_is_told(text in text_of(MARKDOWN_WORDS), arbitrary in any::<String>()) {
        let page = |text: &str| format!("+++\ntitle = \"A\"\n+++\n{text}");
        is_told(&site().file("content/a.md", page(&text)).check())?;
        is_told(&site().file("content/a.md", page(&arbitrary)).check())?;
        is_told(&site().file("content/a.md", arbitrary).check())?;
    }

    #[test]
    fn any_text_as_front_matter_is_told(text in text_of(FRONT_WORDS)) {
        is_told(&site().file("content/a.md", format!("+++\n{text}\n+++\nText\n")).check())?;
        is_told(&site().file("yearbook.toml", format!("languages = [\"en\"]\n{text}")).check())?;
        let block = format!("+++\ntitle = \"A\"\n+++\n```chart\n{text}\n```\n");
        is_told(&site().file("content/a.md", block).check())?;
    }

    #[test]
    fn any_text_as_expression_is_told(text in text_of(EXPRESSION_WORDS)) {
        let page = format!("+++\ntitle = \"A\"\n+++\n{{{{ {text} }}}}\n");
        is_told(&site().file("content/a.md", page).check())?;
        let quoted = toml::Value::String(text).to_string();
        let page = format!("+++\ntitle = \"A\"\nholds = [{quoted}]\n[values]\nn = {quoted}\n+++\n{{{{ n }}}}\n");
        is_told(&site().file("content/a.md", page).check())?;
    }

    #[test]
    fn any_descriptor_is_told(
        bytes in vec(any::<u8>(), 0..60),
        text in text_of(PACKAGE_WORDS),
        at in any::<prop::sample::Index>(),
        length in 0_usize..12,
    ) {
        is_told(&site().file("data/datapackage.json", bytes).check())?;
        is_told(&site().file("data/datapackage.json", text.clone()).check())?;
        let json: serde_json::Value = serde_json::from_str(&site().text("data/datapackage.json")).expect("JSON");
        let tokens = json_tokens(&json.to_string());
        let at = at.index(tokens.len());
        let end = (at + length).min(tokens.len());
        let changed = format!("{}{text}{}", tokens[..at].concat(), tokens[end..].concat());
        is_told(&site().file("data/datapackage.json", changed).check())?;
    }

    #[test]
    fn a_descriptor_of_sound_json_is_told(
        replaced in vec((any::<prop::sample::Index>(), proptest::sample::select(PACKAGE_WORDS)), 1..4),
    ) {
        let json: serde_json::Value = serde_json::from_str(&site().text("data/datapackage.json")).expect("JSON");
        let mut tokens = json_tokens(&json.to_string());
        for (at, word) in replaced {
            let values: Vec<usize> = (0..tokens.len()).filter(|&t| is_scalar(&tokens[t])).collect();
            if is_scalar(word) {
                let position = values[at.index(values.len())];
                word.clone_into(&mut tokens[position]);
            }
        }
        is_told(&site().file("data/datapackage.json", tokens.concat()).check())?;
    }

    #[test]
    fn every_place_in_a_csv_is_that_of_the_cell_which_the_message_quotes(rows in vec(vec(cells(), 1..5), 1..12), ends in ends(), mark in any::<bool>()) {
        let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        let mark = if mark { "\u{FEFF}" } else { "" };
        let csv = format!("{mark}item,period,people,note{ends}{}{ends}", lines.join(ends));
        let outcome = dataset_without_status(&csv).check();
        for diagnostic in &outcome.diagnostics {
            let Some(place) = diagnostic.location.as_ref().filter(|p| p.path.ends_with(".csv")) else {
                continue;
            };
            let marked = &csv.as_bytes()[place.offset..place.offset + place.length];
            let marked = std::str::from_utf8(marked).expect("a place is whole letters");
            let quoted = diagnostic.message.strip_prefix('`').and_then(|rest| rest.split_once("` in `"));
            if let Some((value, _)) = quoted {
                let cell = marked.trim_matches('"').replace("\"\"", "\"");
                prop_assert_eq!(cell, value, "{}", told(diagnostic));
            }
            let before = csv[..place.offset].rsplit(['\n', '\r']).next().unwrap_or_default();
            let column = before.trim_start_matches('\u{FEFF}').chars().count() + 1;
            prop_assert_eq!(place.column, column, "{}", told(diagnostic));
        }
    }

    #[test]
    fn the_order_of_records_changes_nothing_in_the_file(rows in rows(), seed in any::<u64>()) {
        let first = published(&rows);
        let first = first.file("data/x.csv");
        let mut shuffled = rows;
        let mut state = seed | 1;
        shuffled.sort_by_cached_key(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state >> 20
        });
        let second = published(&shuffled);
        prop_assert_eq!(second.file("data/x.csv"), first);
    }

    #[test]
    fn a_published_file_read_again_is_published_the_same(rows in rows()) {
        let first = published(&rows);
        let again = Project::new()
            .data("x.csv", first.file("data/x.csv"))
            .file("data/datapackage.json", first.file("data/datapackage.json"))
            .build();
        for file in ["data/x.csv", "data/datapackage.json"] {
            prop_assert_eq!(again.file(file), first.file(file));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..config() })]

    #[test]
    fn every_problem_can_be_printed(csv in text_of(CSV_WORDS), page in text_of(MARKDOWN_WORDS), front in text_of(FRONT_WORDS)) {
        let folder = site()
            .file("data/x.csv", format!("{CSV}{csv}"))
            .file("content/b.md", format!("+++\ntitle = \"A\"\n+++\n{page}"))
            .file("content/c.md", format!("+++\n{front}\n+++\n"))
            .write();
        for format in ["text", "json", "github"] {
            let run = folder.run(&["check", "--format", format]);
            prop_assert!(matches!(run.status, Some(0 | 1)), "{:?}: {}", run.status, run.stderr);
            if format == "json" {
                let printed: Result<serde_json::Value, _> = serde_json::from_str(&run.stderr);
                prop_assert!(printed.is_ok(), "{}", run.stderr);
            }
        }
    }
}

/// Strings whole, everything else character by character.
fn json_tokens(json: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut in_text = false;
    for part in json.split_inclusive('"') {
        if in_text {
            let last = tokens.last_mut().expect("a quote opened it");
            last.push_str(part);
            in_text = part.ends_with("\\\"");
            continue;
        }
        let (plain, quote) = part
            .strip_suffix('"')
            .map_or((part, ""), |plain| (plain, "\""));
        tokens.extend(plain.chars().map(String::from));
        if !quote.is_empty() {
            tokens.push(quote.to_owned());
            in_text = true;
        }
    }
    tokens
}

fn is_scalar(token: &str) -> bool {
    (token.len() > 1 && token.starts_with('"') && token.ends_with('"'))
        || matches!(token, "null" | "0" | "-1" | "1e99" | "true")
}

/// A record: item, period, number or none, status, note.
type Row = (String, &'static str, Option<String>, &'static str, String);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let text = prop_oneof![
        "[a-zđ0-9 ,\"'\n]{1,8}",
        any::<String>().prop_map(|text| text.replace(|c: char| c.is_ascii_control(), "")),
        "'{0,2}[=+@-][a-z=]{0,3}",
    ];
    let period = proptest::sample::select(&["2023", "2024", "2024-H1", "2024-Q3", "2024-06"][..]);
    let number = prop_oneof!["-?[0-9]{1,12}", "-?[0-9]{1,8}\\.[0-9]{1,8}"];
    let status = proptest::sample::select(&["", "P", "E R", "B"][..]);
    let reason = proptest::sample::select(&["O", "M", "Q", "B Q"][..]);
    let cell = prop_oneof![
        3 => (number, status).prop_map(|(number, status)| (Some(number), status)),
        1 => reason.prop_map(|reason| (None, reason)),
    ];
    let row = (text.clone(), period, cell, text)
        .prop_map(|(item, period, (number, status), note)| (item, period, number, status, note));
    vec(row, 1..12).prop_map(|rows| {
        let mut keys = std::collections::BTreeSet::new();
        // Keys that differ only in how a letter is composed are the same key.
        let mut rows: Vec<Row> = rows
            .into_iter()
            // A key with space around it is refused, and one with letters that nobody sees.
            .filter(|row| !row.0.trim().is_empty() && row.0.trim() == row.0)
            .filter(|row| row.0.chars().all(|c| c.is_ascii() || c == 'đ'))
            .filter(|row| keys.insert((row.0.clone(), row.1)))
            .collect();
        if rows.is_empty() {
            rows.push(("a".into(), "2024", Some("1".into()), "", String::new()));
        }
        rows
    })
}

fn published(rows: &[Row]) -> Built {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["item", "period", "people", "people_status", "note"])
        .expect("written");
    for (item, period, number, status, note) in rows {
        let number = number.as_deref().unwrap_or_default();
        csv.write_record([item.as_str(), period, number, status, note])
            .expect("written");
    }
    let csv = String::from_utf8(csv.into_inner().expect("written")).expect("text");
    dataset(&csv).build()
}

fn dataset(csv: &str) -> Project {
    Project::new()
        .data("x.csv", csv)
        .descriptor(&serde_json::json!({
            "resources": [{
                "name": "x",
                "path": "x.csv",
                "schema": {
                    "fields": [
                        { "name": "item", "yearbook": { "formulas": "escape" } },
                        { "name": "period", "yearbook": { "period": true } },
                        { "name": "people", "type": "number" },
                        { "name": "people_status", "yearbook": { "status": "people" } },
                        { "name": "note", "yearbook": { "formulas": "escape" } },
                    ],
                    "primaryKey": ["item", "period"],
                },
            }],
        }))
}

/// Cells of which many are wrong somewhere.
fn cells() -> impl Strategy<Value = String> {
    let words = [
        "a",
        "b",
        "đảo",
        "2023",
        "2024-H1",
        "5",
        "-1",
        "1,5",
        "x y",
        " a",
        "“b”",
        "=c",
        "",
        "1.234.567",
        "99999999999999999999999999999",
        "\u{301}e",
        "z\u{A0}z",
    ];
    proptest::sample::select(words.to_vec()).prop_map(|word| {
        if word.contains(',') || word.len() % 3 == 2 {
            format!("\"{word}\"")
        } else {
            word.to_owned()
        }
    })
}

fn ends() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["\n", "\r\n", "\r"])
}

fn dataset_without_status(csv: &str) -> Project {
    Project::new()
        .data("x.csv", csv)
        .descriptor(&serde_json::json!({
            "resources": [{
                "name": "x",
                "path": "x.csv",
                "schema": {
                    "fields": [
                        { "name": "item" },
                        { "name": "period", "yearbook": { "period": true } },
                        { "name": "people", "type": "integer", "constraints": { "minimum": 0 } },
                        { "name": "note", "constraints": { "maxLength": 3 } },
                    ],
                    "primaryKey": ["item", "period"],
                },
            }],
        }))
}
