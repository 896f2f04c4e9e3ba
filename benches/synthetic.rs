//! Synthetic input of any size: a province of villages over years, and articles. Every figure is
//! drawn from a seeded generator; none is real.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// How much input is made.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Villages; each has one record a year and occupation.
    pub villages: u32,
    /// Years, the last of them 2024.
    pub years: u32,
    /// Articles of about 900 words.
    pub articles: u32,
    /// Whether every village has a page.
    pub with_pages: bool,
}

const SYLLABLES: [&str; 20] = [
    "Phạm",
    "Thanh",
    "Kim",
    "Tứ",
    "Gia",
    "Ninh",
    "Bình",
    "Cẩm",
    "Nam",
    "Hồng",
    "Đức",
    "Tân",
    "Quang",
    "Minh",
    "Hưng",
    "Đoàn",
    "Lê",
    "Vũ",
    "Thượng",
    "Dương",
];
const OCCUPATIONS: [&str; 5] = ["farmer", "worker", "student", "civil servant", "other"];
const WORDS: [&str; 24] = [
    "the", "annual", "plan", "for", "each", "village", "sets", "a", "figure", "that", "the",
    "branch", "reports", "at", "the", "end", "of", "June", "while", "communes", "compare", "their",
    "own", "counts",
];

/// The configuration of a synthetic site.
const SITE: &str = "title = \"Synthetic figures\"\ndescription = \"Every figure on this site is \
                    drawn from a seeded generator; none is real.\"\nlanguages = [\"en\"]\n";

/// The descriptor of the synthetic data.
const PACKAGE: &str = r#"{
  "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
  "title": "Synthetic figures",
  "description": "Every figure is drawn from a seeded generator; none is real.",
  "sources": [{ "title": "A seeded generator" }],
  "resources": [
    {
      "name": "admissions", "path": "admissions.csv", "title": "Admissions",
      "schema": {
        "fields": [
          { "name": "area_code", "type": "string", "title": "Area" },
          { "name": "area", "type": "string", "title": "Village" },
          { "name": "commune", "type": "string", "title": "Commune" },
          { "name": "district", "type": "string", "title": "District" },
          { "name": "year", "type": "year", "title": "Year" },
          { "name": "occupation", "type": "string", "title": "Occupation" },
          { "name": "target", "type": "integer", "title": "Target", "yearbook": { "unit": "persons", "sumsOver": ["occupation"] } },
          { "name": "admitted", "type": "integer", "title": "Admitted", "yearbook": { "unit": "persons", "sumsOver": ["occupation"] } }
        ],
        "primaryKey": ["area_code", "year", "occupation"],
        "foreignKeys": [{ "fields": "area_code", "reference": { "resource": "areas", "fields": "code" } }]
      }
    },
    {
      "name": "areas", "path": "areas.csv", "title": "Areas",
      "schema": {
        "fields": [
          { "name": "code", "type": "string", "title": "Code" },
          { "name": "name", "type": "string", "title": "Name" },
          { "name": "commune", "type": "string", "title": "Commune" },
          { "name": "district", "type": "string", "title": "District" },
          { "name": "kind", "type": "string", "title": "Kind" }
        ],
        "primaryKey": "code"
      },
      "yearbook": { "codeList": { "label": { "en": "name" } } }
    }
  ]
}
"#;

/// A page for every village: its figures against target in prose, in a chart and in a table. All
/// numbers are made up.
const PAGES: &str = r#"+++
title = "{{ area }}"
summary = "{{ area }} admitted {{ admitted }} persons in 2024, {{ attained }} of its target of {{ target }}. All figures are synthetic."
each = { area = "areas" }

[values]
admitted = 'value("admissions.admitted", area_code=area, year="2024")'
target = 'value("admissions.target", area_code=area, year="2024")'
attained = 'attainment(admitted, target, absent="no share")'
+++

```chart
id = "course"
mark = "bullet"
data = "admissions"
where = { area_code = "$area" }
x = "admitted"
y = "year"
target = { field = "admissions.target" }
title = "Admissions of {{ area }} against the yearly target"
```

```table
id = "occupations"
data = "admissions"
where = { area_code = "$area", year = "2024" }
rows = ["occupation"]
values = ["admitted", "target", { value = "gap(admitted, target)", title = "Gap" }]
title = "Admissions of {{ area }} by occupation, 2024"
```
"#;

/// A small generator of repeatable numbers (Knuth's MMIX constants).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).expect("below a 32-bit limit")
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(u32::try_from(from.len()).expect("a short list")) as usize]
    }

    fn name(&mut self) -> String {
        format!("{} {}", self.pick(&SYLLABLES), self.pick(&SYLLABLES))
    }

    fn sentence(&mut self) -> String {
        let count = 8 + self.below(10);
        let words: Vec<&str> = (0..count).map(|_| self.pick(&WORDS)).collect();
        format!("On this, {}.", words.join(" "))
    }

    fn paragraph(&mut self) -> String {
        let count = 3 + self.below(4);
        let sentences: Vec<String> = (0..count).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }
}

/// Writes a site of this size that builds.
pub fn write(folder: &Path, size: Size) -> io::Result<()> {
    let mut seeded = Seeded(60);
    fs::create_dir_all(folder.join("data"))?;
    fs::create_dir_all(folder.join("content/articles"))?;
    describe(folder)?;
    let communes: Vec<(String, String)> = (0..(size.villages / 40).max(1))
        .map(|_| (seeded.name(), seeded.name()))
        .collect();
    let mut areas = String::from("code,name,commune,district,kind\n");
    let mut admissions =
        String::from("area_code,area,commune,district,year,occupation,target,admitted\n");
    for village in 0..size.villages {
        let (commune, district) = &communes[village as usize % communes.len()];
        let name = format!("Thôn {} {village}", seeded.name());
        let kind = seeded.pick(&["village", "residential area"]);
        writeln!(areas, "V{village:06},{name},{commune},{district},{kind}")
            .map_err(io::Error::other)?;
        for year in 2025 - size.years..2025 {
            for occupation in OCCUPATIONS {
                let (target, admitted) = (seeded.below(7), seeded.below(8));
                writeln!(
                    admissions,
                    "V{village:06},{name},{commune},{district},{year},{occupation},{target},{admitted}"
                )
                .map_err(io::Error::other)?;
            }
        }
    }
    fs::write(folder.join("data/areas.csv"), areas)?;
    fs::write(folder.join("data/admissions.csv"), admissions)?;
    if size.with_pages {
        fs::write(folder.join("content/areas.md"), PAGES)?;
    }
    for number in 0..size.articles {
        let path = folder.join(format!("content/articles/{number:05}.md"));
        fs::write(path, article(number, &mut seeded))?;
    }
    Ok(())
}

/// Adds configuration and descriptor to data and articles of this shape that were made elsewhere,
/// with the articles in `articles/`.
pub fn adopt(folder: &Path) -> io::Result<()> {
    describe(folder)?;
    let articles = folder.join("articles");
    if articles.is_dir() {
        fs::create_dir_all(folder.join("content"))?;
        fs::rename(articles, folder.join("content/articles"))?;
    }
    Ok(())
}

fn describe(folder: &Path) -> io::Result<()> {
    fs::write(folder.join("yearbook.toml"), SITE)?;
    fs::write(folder.join("data/datapackage.json"), PACKAGE)
}

/// Adds a page for every village to a site of this shape.
pub fn add_pages(folder: &Path) -> io::Result<()> {
    fs::write(folder.join("content/areas.md"), PAGES)
}

fn article(number: u32, seeded: &mut Seeded) -> String {
    let mut text = format!(
        "+++\ntitle = \"Recruitment note {number}: {}\"\ndate = 2024-07-03\n+++\n\n{}\n",
        seeded.name(),
        seeded.paragraph()
    );
    for section in 1..=4 {
        text.push_str(&format!(
            "\n## Section {section} of note {number}\n\n{}\n\n",
            seeded.paragraph()
        ));
        for _ in 0..4 {
            let (a, b) = (seeded.pick(&WORDS), seeded.pick(&WORDS));
            text.push_str(&format!("- *{a}* and **{b}**: {}\n", seeded.sentence()));
        }
        text.push_str(&format!("\n{}\n", seeded.paragraph()));
    }
    text.push_str("\n| Area | Target | Admitted |\n|---|---:|---:|\n");
    for _ in 0..8 {
        let (name, target, admitted) = (seeded.name(), seeded.below(9), seeded.below(9));
        text.push_str(&format!("| {name} | {target} | {admitted} |\n"));
    }
    text
}
