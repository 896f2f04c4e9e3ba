//! A small language for sites: `Project::new().data("x.csv", "…").page("content/a.md", "…")`.
//!
//! What a test does not say has a default: English only, a front page, and a descriptor that is
//! made from the headings of the CSV files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use tempfile::TempDir;
use yearbook::config::{BaseUrl, Overrides};
use yearbook::diag::Severity;
use yearbook::stats::Date;
use yearbook::{Options, Outcome};

use crate::built::{Built, Failure};
use crate::process::{Run, run};

/// A site that is being described.
#[derive(Clone)]
pub struct Project {
    files: BTreeMap<String, Vec<u8>>,
    languages: Vec<String>,
    code_lists: Vec<String>,
    options: Overrides,
    deny_warnings: bool,
    precompress: bool,
    now: Option<Date>,
}

/// A site on disk. The folder goes when the value does.
pub struct Folder {
    /// The site's root.
    pub root: PathBuf,
    _kept: TempDir,
}

impl Project {
    /// A site in English with a front page.
    pub fn new() -> Project {
        Project {
            files: BTreeMap::new(),
            languages: vec!["en".into()],
            code_lists: Vec::new(),
            options: Overrides::default(),
            deny_warnings: false,
            precompress: false,
            now: None,
        }
    }

    /// The repository's own site, as it is published.
    pub fn own() -> Project {
        let repository = repository();
        let mut project = Project::new();
        for folder in ["content", "data"] {
            for (path, content) in tree(&repository.join(folder)) {
                project = project.file(&format!("{folder}/{path}"), content);
            }
        }
        let config = fs::read(repository.join("yearbook.toml")).expect("the site's configuration");
        project.languages = vec!["en".into(), "vi".into()];
        project.file("yearbook.toml", config)
    }

    /// The same, built once for all tests that only look at it.
    pub fn own_built() -> &'static Built {
        static OWN: LazyLock<Built> = LazyLock::new(|| Project::own().build());
        &OWN
    }

    /// A site that lies below `tests/sites`, with these languages.
    pub fn below_tests(name: &str, languages: &[&str]) -> Project {
        let mut project = Project::new().languages(languages);
        for (path, content) in tree(&repository().join("tests/sites").join(name)) {
            project = project.file(&path, content);
        }
        project
    }

    /// The languages, the default one first.
    pub fn languages(mut self, languages: &[&str]) -> Project {
        self.languages = languages.iter().map(|l| (*l).to_owned()).collect();
        self
    }

    /// The whole `yearbook.toml`.
    pub fn config(self, toml: &str) -> Project {
        self.file("yearbook.toml", toml)
    }

    /// A document. Front matter with the file's name as title is added when there is none.
    pub fn page(self, path: &str, text: &str) -> Project {
        let name = path.rsplit('/').next().unwrap_or(path);
        let title = name.split('.').next().unwrap_or(name);
        if text.starts_with("+++") {
            self.file(path, text)
        } else {
            self.file(path, format!("+++\ntitle = \"{title}\"\n+++\n{text}"))
        }
    }

    /// A dataset below `data/`. Columns before the first number are the key; `period` holds
    /// periods, `obs_status` and `…_status` statuses, `note…` texts.
    pub fn data(self, name: &str, csv: &str) -> Project {
        self.file(&format!("data/{name}"), csv)
    }

    /// A code list below `data/`: the code, then `name_en`, `short_en`, `parent`, `level` and
    /// so on. A code `total` is the total of every dimension that uses the list.
    pub fn codes(mut self, name: &str, csv: &str) -> Project {
        self.code_lists.push(name.to_owned());
        self.file(&format!("data/{name}"), csv)
    }

    /// The whole descriptor, in place of the one that would be made.
    pub fn descriptor(self, json: &Value) -> Project {
        let json = serde_json::to_string_pretty(json).expect("JSON");
        self.file("data/datapackage.json", json)
    }

    /// The descriptor that is made from the CSV files, changed.
    pub fn described(self, change: impl FnOnce(&mut Value)) -> Project {
        let mut descriptor = self.made_descriptor();
        change(&mut descriptor);
        self.descriptor(&descriptor)
    }

    /// Any file.
    pub fn file(mut self, path: &str, content: impl Into<Vec<u8>>) -> Project {
        self.files.insert(path.to_owned(), content.into());
        self
    }

    /// A file with some of its text replaced, which must stand in it.
    pub fn replaced(mut self, path: &str, from: &str, to: &str) -> Project {
        let file = self.files.get_mut(path).expect("the project has the file");
        let text = std::str::from_utf8(file).expect("the file is text");
        assert!(text.contains(from), "`{from}` does not stand in {path}");
        *file = text.replace(from, to).into_bytes();
        self
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> String {
        let file = self.files.get(path).expect("the project has the file");
        String::from_utf8(file.clone()).expect("the file is text")
    }

    /// Builds below this address.
    pub fn base_url(mut self, url: &str) -> Project {
        self.options.base_url = Some(BaseUrl::parse(url).expect("a base address"));
        self
    }

    /// Publishes compressed copies beside text files.
    pub fn precompress(mut self) -> Project {
        self.precompress = true;
        self
    }

    /// Builds drafts too.
    pub fn drafts(mut self) -> Project {
        self.options.drafts = true;
        self
    }

    /// Builds on this day.
    pub fn now(mut self, day: &str) -> Project {
        self.now = Some(day.parse().expect("a date"));
        self
    }

    /// Lets warnings stop the build.
    pub fn deny_warnings(mut self) -> Project {
        self.deny_warnings = true;
        self
    }

    /// Writes the site into a new folder.
    pub fn write(&self) -> Folder {
        let kept = tempfile::tempdir().expect("a temporary folder");
        let root = kept.path().join("site");
        self.write_into(&root);
        Folder { root, _kept: kept }
    }

    /// Writes the site into a folder.
    pub fn write_into(&self, root: &Path) {
        for (path, content) in self.all_files() {
            put(&root.join(path), &content);
        }
    }

    /// Builds the site, which must succeed.
    #[track_caller]
    pub fn build(&self) -> Built {
        let folder = self.write();
        let outcome = self.outcome(&folder, true);
        let problems: Vec<String> = outcome
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .map(crate::built::told)
            .collect();
        assert!(
            outcome.made.is_some(),
            "the build failed:\n{}",
            problems.join("\n")
        );
        Built::new(&folder, outcome.diagnostics)
    }

    /// Checks the site without writing, whatever comes of it.
    pub fn check(&self) -> Outcome {
        self.outcome(&self.write(), false)
    }

    /// Builds the site, which must fail with errors of this code and no other.
    #[track_caller]
    pub fn fails_with(&self, code: &str) -> Failure {
        let folder = self.write();
        let outcome = self.outcome(&folder, true);
        assert!(
            outcome.made.is_none(),
            "the build succeeded instead of failing with {code}"
        );
        assert!(
            !folder.root.join("public").exists(),
            "a failed build published something"
        );
        Failure::new(code, outcome.diagnostics)
    }

    fn outcome(&self, folder: &Folder, write: bool) -> Outcome {
        let options = Options {
            root: folder.root.clone(),
            output: write.then(|| folder.root.join("public")),
            overrides: self.options.clone(),
            precompress: self.precompress,
            previous: None,
            deny_warnings: self.deny_warnings,
            now: self.now,
            cache: None,
            is_recorded: false,
        };
        yearbook::build(&options).expect("a temporary folder can be read and written")
    }

    fn all_files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.files.clone();
        let quoted: Vec<String> = self.languages.iter().map(|l| format!("{l:?}")).collect();
        files.entry("yearbook.toml".into()).or_insert_with(|| {
            let mut config = format!("title = \"Test\"\nlanguages = [{}]\n", quoted.join(", "));
            for language in self.languages.iter().skip(1) {
                config.push_str(&format!("[translations.{language}]\ntitle = \"Test\"\n"));
            }
            config.into_bytes()
        });
        for (position, language) in self.languages.iter().enumerate() {
            let path = match position {
                0 => "content/index.md".to_owned(),
                _ => format!("content/index.{language}.md"),
            };
            let summary = "A front page.";
            let text = format!("+++\ntitle = \"Home {language}\"\nsummary = \"{summary}\"\n+++\n");
            files.entry(path).or_insert_with(|| text.into_bytes());
        }
        if self.csv_names().next().is_some() && !files.contains_key("data/datapackage.json") {
            let descriptor = self.made_descriptor().to_string();
            files.insert("data/datapackage.json".into(), descriptor.into_bytes());
        }
        files
    }

    fn csv_names(&self) -> impl Iterator<Item = &str> {
        self.files
            .keys()
            .filter_map(|path| path.strip_prefix("data/"))
            .filter(|path| has_ending(path, "csv"))
    }

    fn made_descriptor(&self) -> Value {
        let csv = |name: &str| self.files[&format!("data/{name}")].clone();
        let lists: Vec<(&str, Vec<Vec<String>>)> = self
            .code_lists
            .iter()
            .map(|name| (name.as_str(), records(&csv(name))))
            .collect();
        let resources = self.csv_names().map(|name| {
            let records = records(&csv(name));
            if self.code_lists.iter().any(|list| list == name) {
                code_list(name, &records)
            } else {
                dataset(name, &records, &lists)
            }
        });
        let mut resources: Vec<Value> = resources.collect();
        for language in self.languages.iter().skip(1) {
            translate(&mut resources, language);
        }
        json!({ "resources": resources })
    }
}

/// Gives every title and unit that has none in another language the same there.
fn translate(resources: &mut [Value], language: &str) {
    for resource in resources {
        let title = resource["title"].clone();
        translate_text(resource, language, "title", &title);
        let fields = resource["schema"]["fields"].as_array_mut().expect("fields");
        for field in fields {
            if field["yearbook"]["language"].is_null() {
                let (title, unit) = (field["title"].clone(), field["yearbook"]["unit"].clone());
                translate_text(field, language, "title", &title);
                translate_text(field, language, "unit", &unit);
            }
        }
    }
}

fn translate_text(described: &mut Value, language: &str, key: &str, text: &Value) {
    let extension = described.as_object_mut().expect("an object");
    let extension = extension.entry("yearbook").or_insert_with(|| json!({}));
    if text.is_string() && extension["translations"][language][key].is_null() {
        extension["translations"][language][key] = text.clone();
    }
}

impl Folder {
    /// Runs the program in the site's root.
    pub fn run(&self, arguments: &[&str]) -> Run {
        run(&self.root, arguments, &[])
    }

    /// Replaces or adds a file.
    pub fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        put(&self.root.join(path), content.as_ref());
    }

    /// Builds into a folder, after what was published in another one.
    #[track_caller]
    pub fn build_after(&self, output: &str, previous: Option<&str>) {
        let mut arguments = vec![
            "build",
            "--base-url",
            "https://example.org/",
            "--output",
            output,
        ];
        arguments.extend(
            previous
                .iter()
                .flat_map(|previous| ["--previous", previous]),
        );
        let run = self.run(&arguments);
        assert_eq!(run.status, Some(0), "{}", run.stderr);
    }

    /// The text of a file in it.
    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("the folder has the text")
    }

    /// The published tree.
    pub fn published(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.root.join("public"))
    }
}

/// Whether a file's name has this ending.
pub fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|e| e == ending)
}

/// The folder of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder by its path; empty when there is no folder.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let Ok(entries) = fs::read_dir(&next) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let below = path.strip_prefix(folder).expect("a file of the folder");
            let name = below.to_str().expect("a name in Unicode").to_owned();
            files.insert(name, fs::read(&path).expect("a readable file"));
        }
    }
    files
}

fn put(path: &Path, content: &[u8]) {
    let folder = path.parent().expect("a file lies in a folder");
    fs::create_dir_all(folder).expect("a folder can be made");
    fs::write(path, content).expect("a file can be written");
}

fn records(csv: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(csv);
    reader
        .byte_records()
        .map(|record| {
            let record = record.expect("records in memory can be read");
            let text = |cell| String::from_utf8_lossy(cell).into_owned();
            record.iter().map(text).collect()
        })
        .collect()
}

fn code_list(name: &str, records: &[Vec<String>]) -> Value {
    let header = records.first().cloned().unwrap_or_default();
    let fields: Vec<Value> = header.iter().map(|name| json!({ "name": name })).collect();
    let named = |prefix: &str| {
        let pairs = header.iter().filter_map(|column| {
            let language = column.strip_prefix(prefix)?;
            Some((language.to_owned(), json!(column)))
        });
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    let mut list = json!({ "label": named("name_"), "short": named("short_") });
    for role in ["parent", "level"] {
        if header.iter().any(|column| column == role) {
            list[role] = json!(role);
        }
    }
    let mut resource = resource(name, &fields, &header[..header.len().min(1)]);
    resource["yearbook"]["codeList"] = list;
    resource
}

fn dataset(name: &str, records: &[Vec<String>], lists: &[(&str, Vec<Vec<String>>)]) -> Value {
    let header = records.first().cloned().unwrap_or_default();
    let cells = |column: usize| {
        let rows = records.get(1..).unwrap_or_default().iter();
        rows.filter_map(move |row| row.get(column).map(String::as_str))
            .filter(|cell| !cell.is_empty())
    };
    let is_number = |column: usize| {
        let name = header[column].as_str();
        let excluded = name == "period" || name.ends_with("_status") || name.starts_with("note");
        let plain = |cell: &str| cell.trim_start_matches('-').parse::<f64>().is_ok();
        !excluded && cells(column).next().is_some() && cells(column).all(plain)
    };
    let measures: Vec<usize> = (0..header.len()).filter(|&c| is_number(c)).collect();
    let keys = &header[..measures.first().copied().unwrap_or(header.len())];
    let mut foreign_keys = Vec::new();
    let mut fields = Vec::new();
    for (position, column) in header.iter().enumerate() {
        let mut field = json!({ "name": column, "title": titled(column) });
        let list = lists.iter().find(|(_, list)| list[0][0] == *column);
        if column == "period" {
            field["yearbook"] = json!({ "period": true });
        } else if measures.contains(&position) {
            let whole = cells(position).all(|cell| !cell.contains('.'));
            field["type"] = json!(if whole { "integer" } else { "number" });
            let translations = json!({ "vi": { "unit": "người" } });
            field["yearbook"] = json!({ "unit": "persons", "translations": translations });
        } else if let Some(measure) = column.strip_suffix("_status") {
            let first = measures.first().map_or("", |&first| header[first].as_str());
            let measure = if measure == "obs" { first } else { measure };
            field["yearbook"] = json!({ "status": measure });
        } else if let Some((list, records)) = list {
            let list = list.trim_end_matches(".csv");
            let reference = json!({ "resource": list, "fields": column });
            foreign_keys.push(json!({ "fields": column, "reference": reference }));
            if records.iter().any(|row| row[0] == "total") {
                field["yearbook"] = json!({ "total": "total" });
            }
        }
        fields.push(field);
    }
    let mut resource = resource(name, &fields, keys);
    resource["schema"]["foreignKeys"] = json!(foreign_keys);
    resource
}

fn resource(name: &str, fields: &[Value], key: &[String]) -> Value {
    let stem = name.trim_end_matches(".csv");
    json!({
        "name": stem,
        "path": name,
        "title": titled(stem),
        "schema": { "fields": fields, "primaryKey": key },
        "yearbook": { "translations": { "vi": { "title": titled(stem) } } },
    })
}

fn titled(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
