//! A site is edited at random, two hundred times: after each edit a build that uses what the last
//! one left is the same as one from nothing, in what it publishes and in what it tells.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use yearbook::{Options, Outcome};

use crate::project::{Folder, Project, repository, tree};

const EDITS: u32 = 220;

const AREAS: [&str; 6] = ["root", "left", "right", "low", "high", "far"];

/// Repeatable numbers (Knuth's MMIX constants).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).expect("below the limit")
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// What the site says, from which its files are written.
#[derive(Clone)]
struct Site {
    names: BTreeMap<&'static str, String>,
    people: BTreeMap<(&'static str, u32), String>,
    articles: BTreeMap<usize, String>,
    files: BTreeMap<String, String>,
    title: String,
    chart_title: String,
    where_: String,
}

impl Site {
    fn new() -> Site {
        let mut files = BTreeMap::new();
        for (path, content) in tree(&repository().join("themes/default")) {
            if let Ok(text) = String::from_utf8(content) {
                files.insert(format!("themes/default/{path}"), text);
            }
        }
        let years = [2022, 2023, 2024];
        let people = AREAS
            .iter()
            .flat_map(|area| years.map(|year| ((*area, year), format!("{year}"))));
        Site {
            names: AREAS
                .iter()
                .map(|area| (*area, area.to_uppercase()))
                .collect(),
            people: people.collect(),
            articles: BTreeMap::from([(0, "First.".to_owned())]),
            files,
            title: "Test".to_owned(),
            chart_title: "People".to_owned(),
            where_: String::new(),
        }
    }

    /// Changes something; says what.
    fn edit(&mut self, seeded: &mut Seeded) -> String {
        let area = AREAS[seeded.below(AREAS.len())];
        let year = 2022 + u32::try_from(seeded.below(3)).expect("small");
        match seeded.below(14) {
            0..3 => {
                let number = format!("{}", seeded.below(3000));
                self.people.insert((area, year), number.clone());
                format!("{area} {year} has {number}")
            }
            3 => {
                // The same number with other digits.
                let digits = if seeded.below(2) == 0 { ".0" } else { ".00" };
                let number = self.people.entry((area, year)).or_default();
                let whole = number.split('.').next().unwrap_or_default();
                let whole = if whole.is_empty() { "1" } else { whole };
                *number = format!("{whole}{digits}");
                format!("{area} {year} has {number}")
            }
            4 => {
                self.people.remove(&(area, year));
                format!("{area} {year} is gone")
            }
            5 => {
                let name = format!("{} {}", seeded.pick(&["Ấp", "Thôn", "Xã"]), seeded.below(9));
                self.names.insert(area, name.clone());
                format!("{area} is called {name}")
            }
            6 => {
                self.names.remove(area);
                let later = seeded.below(3) > 0;
                if later {
                    self.names.insert(area, "Again".to_owned());
                }
                format!("{area} is there: {later}")
            }
            7 => {
                let number = seeded.below(4);
                if self.articles.remove(&number).is_none() {
                    let text = format!("Words {}.", seeded.below(1000));
                    self.articles.insert(number, text);
                }
                format!("article {number} comes or goes")
            }
            8 => {
                let number = seeded.below(4);
                let link = [
                    "",
                    " [x](places.md#area=low)",
                    " [x](a0.md)",
                    " [x](gone.md)",
                ];
                let text = format!("Other words {}.{}", seeded.below(9), seeded.pick(&link));
                self.articles.insert(number, text.clone());
                format!("article {number} says {text}")
            }
            9 => {
                self.title = format!("Title {}", seeded.below(5));
                format!("the site is {}", self.title)
            }
            10 => {
                self.chart_title = format!("Chart {}", seeded.below(5));
                format!("the chart is {}", self.chart_title)
            }
            11 => {
                let filter = ["", "where = { area = [\"left\", \"right\", \"low\"] }"];
                seeded.pick(&filter).clone_into(&mut self.where_);
                format!("pages where {:?}", self.where_)
            }
            12 => {
                let template = seeded.pick(&["base", "page", "dataset", "data-index", "embed"]);
                let path = format!("themes/default/templates/{template}.html");
                let text = self.files.get_mut(&path).expect("a template");
                *text = match text.split_once("<main") {
                    Some((head, rest)) => format!("{head}<!-- {} --><main{rest}", seeded.below(9)),
                    None => text.replace("<h1>", "<h1 class=\"x\">"),
                };
                format!("the template {template}")
            }
            _ => {
                let (path, from, to) = [
                    ("themes/default/i18n/en.toml", "\"Parts\"", "\"Pieces\""),
                    ("themes/default/i18n/en.toml", "\"Pieces\"", "\"Parts\""),
                    ("themes/default/static/style.css", ".soft {", ".soft  {"),
                    ("themes/default/static/style.css", "--ink:", "--ink: "),
                ][seeded.below(4)];
                let text = self.files.get_mut(path).expect("a file");
                *text = text.replace(from, to);
                format!("{path}: {from} becomes {to}")
            }
        }
    }

    /// The files of the site.
    fn write(&self, folder: &Folder) {
        let content = folder.root.join("content");
        let _not_there_at_first = fs::remove_dir_all(content);
        for (path, text) in &self.files {
            put_if_changed(&folder.root, path, text);
        }
        let mut areas = String::from("area,name_en,parent\n");
        for (area, name) in &self.names {
            let parent = match *area {
                "root" => "",
                "low" | "high" if self.names.contains_key("left") => "left",
                _ if self.names.contains_key("root") => "root",
                _ => "",
            };
            areas.push_str(&format!("{area},{name},{parent}\n"));
        }
        let mut people = String::from("area,period,people\n");
        for ((area, year), number) in &self.people {
            people.push_str(&format!("{area},{year},{number}\n"));
        }
        folder.put("data/areas.csv", areas);
        folder.put("data/people.csv", people);
        folder.put(
            "yearbook.toml",
            format!("title = \"{}\"\nlanguages = [\"en\"]\n", self.title),
        );
        folder.put(
            "content/places.md",
            format!(
                "+++\ntitle = \"{{{{ area }}}}\"\neach = \"areas\"\n{}\n+++\n\n```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"people\"\nx = \"people\"\ny = \"period\"\nwhere = {{ area = \"$area\" }}\ntitle = \"{}\"\n```\n\n```table\nid = \"t\"\ndata = \"people\"\nrows = [\"area\"]\nvalues = [\"people\"]\nwhere = {{ area = {{ children_of = \"$area\" }}, period = \"2024\" }}\n```\n",
                self.where_, self.chart_title
            ),
        );
        for (number, text) in &self.articles {
            let front = format!("+++\ntitle = \"Article {number}\"\n+++\n");
            folder.put(&format!("content/a{number}.md"), format!("{front}{text}\n"));
        }
    }
}

fn put_if_changed(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    if fs::read(&file).ok().as_deref() != Some(text.as_bytes()) {
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    }
}

fn build(folder: &Folder, output: &str, program: Option<&str>) -> Outcome {
    let options = Options {
        root: folder.root.clone(),
        output: Some(folder.root.join(output)),
        overrides: yearbook::config::Overrides::default(),
        precompress: false,
        previous: None,
        deny_warnings: false,
        now: None,
        cache: program.map(|program| yearbook::CacheUse {
            program: program.to_owned(),
            is_restored: false,
        }),
        is_recorded: false,
    };
    yearbook::build(&options).expect("a temporary folder can be read and written")
}

#[test]
fn after_every_edit_the_site_is_as_if_it_were_built_from_nothing() {
    let mut site = Site::new();
    let folder = Project::new()
        .codes(
            "areas.csv",
            "area,name_en,parent\nroot,Root,\nleft,Left,root\n",
        )
        .data("people.csv", "area,period,people\nroot,2022,1.5\n")
        .write();
    let mut seeded = Seeded(60);
    let (mut failed, mut kept) = (0, 0);
    for number in 0..EDITS {
        let sound = site.clone();
        let edit = site.edit(&mut seeded);
        site.write(&folder);
        let before = folder.published();
        let incremental = build(&folder, "public", Some("test"));
        let clean = build(&folder, "fresh", None);
        assert_eq!(
            incremental.diagnostics, clean.diagnostics,
            "edit {number}: {edit}"
        );
        assert_eq!(incremental.made.is_some(), clean.made.is_some());
        let (Some(incremental), Some(clean)) = (incremental.made, clean.made) else {
            failed += 1;
            // The author mends it together with the next edit.
            site = sound;
            assert_eq!(folder.published(), before, "edit {number}: {edit}");
            continue;
        };
        kept += incremental.pages - incremental.rendered;
        assert_eq!(
            (incremental.pages, incremental.files),
            (clean.pages, clean.files)
        );
        let (published, fresh) = (folder.published(), tree(&folder.root.join("fresh")));
        let differ: Vec<&String> = published
            .keys()
            .chain(fresh.keys())
            .filter(|path| published.get(*path) != fresh.get(*path))
            .collect();
        assert!(differ.is_empty(), "edit {number}: {edit}: {differ:?}");
    }
    // The edits are worth something: some builds fail, and most pages are kept.
    assert!(failed > 10 && failed < EDITS / 2, "{failed} builds failed");
    assert!(kept > 500, "{kept} pages were kept");
}
