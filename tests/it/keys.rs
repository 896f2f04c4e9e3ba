//! Every key of every file that people write, with a value of every wrong kind: one message each, at the
//! value, with the key and what is expected. The keys come from the schemas that editors use.

use serde_json::Value;
use yearbook::diag::Severity;

use crate::built::told;
use crate::project::Project;

/// A value, and the types of JSON that it has in a schema. A date is one of TOML.
const VALUES: [(&str, &[&str]); 7] = [
    ("\"x\"", &["string"]),
    ("5", &["integer", "number"]),
    ("1.5", &["number"]),
    ("true", &["boolean"]),
    ("2024-07-03", &["date"]),
    ("[5]", &["array"]),
    ("{}", &["object"]),
];

/// A file, the schema of its keys, where they stand in it, and what it must have besides.
struct Written {
    schema: &'static str,
    /// The path of the file, and its text with `KEYS` in place of the keys.
    path: &'static str,
    text: &'static str,
    /// Keys that are needed by what else there is.
    needed: &'static [(&'static str, &'static str)],
}

impl Written {
    /// A key with its value.
    fn entry(&self, key: &str, value: &str) -> String {
        if self.is_json() {
            format!("\"{key}\": {value}")
        } else {
            format!("{key} = {value}")
        }
    }

    fn is_json(&self) -> bool {
        self.path.ends_with(".json")
    }
}

const FILES: [Written; 5] = [
    Written {
        schema: "package",
        path: "data/datapackage.json",
        text: "{\nKEYS}\n",
        needed: &[],
    },
    Written {
        schema: "site",
        path: "yearbook.toml",
        text: "KEYS",
        needed: &[("title", "\"T\""), ("languages", "[\"en\", \"vi\"]")],
    },
    Written {
        schema: "front-matter",
        path: "content/a.md",
        text: "+++\nKEYS+++\nText.\n",
        needed: &[("title", "\"T\""), ("each", "\"x\"")],
    },
    Written {
        schema: "chart",
        path: "content/a.md",
        text: "+++\ntitle = \"A\"\nsummary = \"S.\"\n+++\n```chart\nKEYS```\n",
        needed: &[("id", "\"c\""), ("mark", "\"bar\""), ("data", "\"x\"")],
    },
    Written {
        schema: "table",
        path: "content/a.md",
        text: "+++\ntitle = \"A\"\nsummary = \"S.\"\n+++\n```table\nKEYS```\n",
        needed: &[
            ("id", "\"c\""),
            ("data", "\"x\""),
            ("rows", "\"a\""),
            ("values", "[\"v\"]"),
        ],
    },
];

/// Every error of a site on a line.
fn errors(project: &Project) -> Vec<String> {
    let diagnostics = project.check().diagnostics;
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    errors.map(told).collect()
}

/// The kinds that a schema allows: it, or one of several.
fn kinds(schema: &Value) -> Vec<&Value> {
    match schema["anyOf"].as_array() {
        Some(several) => several.iter().flat_map(kinds).collect(),
        None => vec![schema],
    }
}

/// The types of a kind.
fn types(kind: &Value, file: &Written) -> Vec<String> {
    match &kind["type"] {
        Value::String(_) if kind["format"] == "date" && !file.is_json() => vec!["date".to_owned()],
        Value::String(own) => vec![own.clone()],
        Value::Array(several) => several
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect(),
        // One of a few words.
        _ if kind["enum"].is_array() => vec!["string".to_owned()],
        // Anything.
        _ => VALUES
            .iter()
            .flat_map(|(_, types)| types.iter().map(|one| (*one).to_owned()))
            .collect(),
    }
}

/// A value that a kind allows.
fn sample(kind: &Value, file: &Written) -> String {
    match kind["type"].as_str() {
        Some("string") if kind["format"] == "date" && file.is_json() => "\"2024-07-03\"".to_owned(),
        Some("string") if kind["format"] == "date" => "2024-07-03".to_owned(),
        Some("integer" | "number") => "1".to_owned(),
        Some("boolean") => "true".to_owned(),
        Some("array") => format!("[{}]", sample(kinds(&kind["items"])[0], file)),
        Some("object") => format!("{{ {} }}", required(kind, "", file).join(", ")),
        Some(_) => "\"x\"".to_owned(),
        None => match kind["enum"][0].as_str() {
            Some(word) => format!("\"{word}\""),
            None => "\"x\"".to_owned(),
        },
    }
}

/// The name of the check whose form has a title.
fn check_of(title: &str) -> &'static str {
    let checks = [
        ("parts", "sum"),
        ("every combination", "coverage"),
        ("no value is above", "at-most"),
        ("no value changes", "change"),
        ("every observation", "target"),
    ];
    let named = checks.iter().find(|(begin, _)| title.starts_with(begin));
    named.map_or("past-periods", |(_, name)| name)
}

/// What a table must have, but for one key.
fn required(table: &Value, but: &str, file: &Written) -> Vec<String> {
    let names = table["required"].as_array().into_iter().flatten();
    let names = names.filter_map(Value::as_str).filter(|name| *name != but);
    names
        .map(|name| {
            let value = match table["title"].as_str().zip(Some(name)) {
                // The entry of a check names its kind.
                Some((title, "check")) => format!("\"{}\"", check_of(title)),
                _ => sample(kinds(&table["properties"][name])[0], file),
            };
            file.entry(name, &value)
        })
        .collect()
}

/// Every wrong value of a schema, with the wrong part between two marks, and the key that it is of.
fn wrong_values(key: &str, schema: &Value, file: &Written) -> Vec<(String, String)> {
    let allowed = kinds(schema);
    let mut wrong = Vec::new();
    for (value, own) in VALUES {
        let allows = |kind: &&Value| {
            let types = types(kind, file);
            own.iter().any(|one| types.iter().any(|known| known == one))
        };
        if (file.is_json() && own == ["date"]) || allowed.iter().any(allows) {
            continue;
        }
        wrong.push((key.to_owned(), format!("<{value}>")));
    }
    for kind in allowed {
        if let Some(properties) = kind["properties"].as_object() {
            for (inner, schema) in properties {
                for (key, value) in wrong_values(inner, schema, file) {
                    let mut entries = required(kind, inner, file);
                    entries.push(file.entry(inner, &value));
                    wrong.push((key, format!("{{ {} }}", entries.join(", "))));
                }
            }
        } else if kind["additionalProperties"].is_object() {
            for (key, value) in wrong_values("vi", &kind["additionalProperties"], file) {
                wrong.push((key, format!("{{ {} }}", file.entry("vi", &value))));
            }
        } else if kind["type"] == "array" {
            for (key, value) in wrong_values(key, &kind["items"], file) {
                wrong.push((key, format!("[{value}]")));
            }
        }
    }
    wrong
}

#[test]
fn a_value_of_a_wrong_kind_is_one_error_at_the_value() {
    let mut tried = 0;
    for file in FILES {
        let folder = Project::new().write();
        let run = folder.run(&["schema", file.schema]);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        let schema: Value = serde_json::from_str(&run.stdout).expect("JSON");
        for (key, schema) in schema["properties"].as_object().expect("keys") {
            for (wrong, value) in wrong_values(key, schema, &file) {
                let needed = file.needed.iter().filter(|(name, _)| name != key);
                let needed = needed.map(|(name, value)| file.entry(name, value));
                let mut keys: Vec<String> = needed.chain([file.entry(key, &value)]).collect();
                if file.is_json() && key != "resources" {
                    keys.push("\"resources\": []".to_owned());
                }
                let between = if file.is_json() { ",\n" } else { "\n" };
                let keys = format!("{}\n", keys.join(between));
                let text = file.text.replace("KEYS", &keys);
                let (before, rest) = text.split_once('<').expect("a mark");
                let line = before.lines().count();
                let column = before.lines().last().expect("a line").chars().count() + 1;
                let rest = rest.replacen('>', "", 1);
                let project = Project::new().file(file.path, format!("{before}{rest}"));
                let errors = errors(&project);
                let place = format!("{}:{line}:{column}: ", file.path);
                let is_told = |error: &String| {
                    error.starts_with(&place)
                        && error.contains(&format!("`{wrong}`"))
                        && error.contains("; expected ")
                };
                assert!(
                    errors.len() == 1 && errors.iter().all(is_told),
                    "{key} = {value}: expected one error at {place}\n{}",
                    errors.join("\n")
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 800, "{tried}");
}

/// Several mistakes of one file are all reported, and a misspelt key is not missing as well.
#[test]
fn every_mistake_of_a_file_is_reported_once() {
    let errors = errors(&Project::new().file(
        "yearbook.toml",
        "titel = \"T\"\nlanguages = [\"en\", 5]\nraw_html = \"no\"\nlicence = { url = 1 }\n",
    ));
    let expected = [
        "yearbook.toml:1:1: unknown-key: unknown key `titel`",
        "yearbook.toml:2:20: bad-config: `languages` is a whole number, not a text in quotes",
        "yearbook.toml:3:12: bad-config: `raw_html` is a text, not true or false",
        "yearbook.toml:4:11: bad-config: `name` is missing: the name of the licence",
        "yearbook.toml:4:19: bad-config: `url` is a whole number, not a text in quotes",
    ];
    assert_eq!(errors.len(), expected.len(), "{}", errors.join("\n"));
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.starts_with(expected), "{error}\n{expected}");
    }
}

#[test]
fn a_schema_that_does_not_exist_is_refused_with_those_that_do() {
    let run = Project::new().write().run(&["schema", "page"]);
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("front-matter"), "{}", run.stderr);
}

/// Editors of some systems write a mark before a text, and other programs write `null` for what is absent.
#[test]
fn a_descriptor_with_a_mark_and_absent_keys_is_read_and_published() {
    let project = Project::new()
        .data("x.csv", "area,people\nnorth,1\n")
        .described(|_| {});
    let plain = project.clone().build();
    let plain = plain.file("data/datapackage.json");
    let descriptor = project.text("data/datapackage.json");
    let other = descriptor.replacen('{', "{\n\"description\": null,", 1);
    let built = project
        .file("data/datapackage.json", format!("\u{FEFF}{other}"))
        .build();
    let json = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
    let mut published = json(built.file("data/datapackage.json"));
    let described = published.as_object_mut().expect("an object");
    assert_eq!(described.remove("description"), Some(Value::Null));
    assert_eq!(published, json(plain));
}

/// The same word elsewhere in the descriptor draws no message to it.
#[test]
fn a_problem_of_a_field_is_placed_at_its_own_value() {
    let csv = "area,people\nnorth,1\n";
    let told = |change: fn(&mut Value)| {
        let project = Project::new()
            .data("x.csv", csv)
            .described(|package| change(&mut package["resources"][0]));
        let text = project.text("data/datapackage.json");
        let error = errors(&project).into_iter().next().expect("an error");
        let line: usize = error
            .split(':')
            .nth(1)
            .expect("a line")
            .parse()
            .expect("one");
        let line = text.lines().nth(line - 1).expect("the line").trim();
        (line.trim_end_matches(',').to_owned(), error)
    };
    let (line, error) = told(|resource| {
        resource["description"] = "weird".into();
        resource["schema"]["fields"][1]["description"] = "weird".into();
        resource["schema"]["fields"][1]["type"] = "string".into();
        resource["schema"]["fields"][1]["format"] = "weird".into();
    });
    assert_eq!(line, "\"format\": \"weird\"", "{error}");
    let (line, error) = told(|resource| {
        resource["yearbook"]["checks"] =
            serde_json::json!([{ "check": "at-most", "measure": "people", "of": "area" }]);
    });
    assert_eq!(line, "\"of\": \"area\"", "{error}");
    let (line, error) = told(|resource| {
        resource["schema"]["fields"][1]["yearbook"]["denominator"] = "area".into();
    });
    assert_eq!(line, "\"denominator\": \"area\"", "{error}");
    let (line, error) = told(|resource| {
        resource["schema"]["fields"][1]["constraints"] = serde_json::json!({ "minimum": "area" });
    });
    assert_eq!(line, "\"minimum\": \"area\"", "{error}");
}

#[test]
fn words_that_are_no_texts_are_errors_at_the_value_and_editors_know_their_keys() {
    let project = Project::new()
        .config("title = \"T\"\nlanguages = [\"en\"]\ntheme = \"own\"\n")
        .file("themes/own/theme.toml", "name = \"Own\"\n")
        .file(
            "themes/own/i18n/en.toml",
            "[changes]\nnow = 5\nbefore = [\"x\"]\n",
        );
    assert_eq!(
        errors(&project),
        [
            "themes/own/i18n/en.toml:2:7: missing-words: `now` is not a text in quotes; expected a text in quotes",
            "themes/own/i18n/en.toml:3:10: missing-words: `before` is not a text in quotes; expected a text in quotes",
        ]
    );
    let run = project.write().run(&["schema", "words"]);
    let schema: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let known = &schema["properties"]["changes"]["properties"]["now"];
    assert_eq!(known["type"], "string", "{schema}");
    assert!(known["description"].is_string(), "{schema}");
}

#[test]
fn a_misspelt_key_that_a_figure_needs_is_one_error() {
    for (kind, keys, wrong) in [
        ("chart", "mrak = \"bar\"\ndata = \"x\"", "mrak"),
        (
            "table",
            "data = \"x\"\nrwos = \"a\"\nvalues = [\"v\"]",
            "rwos",
        ),
    ] {
        let block = format!("```{kind}\nid = \"c\"\n{keys}\n```\n");
        let errors = errors(&Project::new().page("content/a.md", &block));
        let told = format!("unknown-key: unknown key `{wrong}`");
        assert!(errors.len() == 1 && errors[0].contains(&told), "{errors:?}");
    }
}

/// Raw or as an escape, in the value of a known key or in any other.
#[test]
fn a_character_that_has_no_place_in_a_text_is_one_error() {
    let told = |project: &Project| {
        let errors = errors(project);
        assert_eq!(errors.len(), 1, "{}", errors.join("\n"));
        assert!(
            errors[0].contains("bad-utf8: the character U+"),
            "{errors:?}"
        );
    };
    let data = Project::new()
        .data("x.csv", "area,people\nnorth,1\n")
        .described(|package| {
            package["title"] = "A title".into();
            package["other"] = "Other words".into();
        });
    for words in ["A title", "Other words"] {
        for written in ["\\u0007", "\u{FFFF}"] {
            told(
                &data
                    .clone()
                    .replaced("data/datapackage.json", words, written),
            );
        }
    }
    for written in ["\\u0007", "\u{FFFF}"] {
        let page = format!("+++\ntitle = \"A{written}\"\nsummary = \"S.\"\n+++\nText.\n");
        told(&Project::new().file("content/a.md", page));
        let config = format!("title = \"T{written}\"\nlanguages = [\"en\"]\n");
        told(&Project::new().config(&config));
    }
}
