//! One published cube feeds all: the numbers of every figure and dataset of the example site, read from
//! each of its formats, are the same.

use std::collections::{BTreeMap, BTreeSet};

use csv::ReaderBuilder;
use serde_json::Value;
use yearbook::stats::{Number, Status};

use crate::built::{Built, between, unescaped};
use crate::project::{Project, has_ending};
use crate::workbook::{Cell, sheet};

/// The number, if there is one, and its statuses as SDMX writes them.
type Observed = (Option<String>, String);

/// Observations by the codes of the dimensions, with the measure behind them.
type Cells = BTreeMap<Vec<String>, Observed>;

/// A figure or dataset as JSON-stat tells it.
struct Cube {
    dimensions: Vec<String>,
    measures: Vec<String>,
    /// The words of each code of each dimension, and of each measure.
    labels: BTreeMap<(String, String), String>,
    cells: Cells,
}

impl Cube {
    fn read(text: &str) -> Cube {
        let file: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(
            (&file["version"], &file["class"]),
            (&"2.0".into(), &"dataset".into())
        );
        let ids: Vec<String> = serde_json::from_value(file["id"].clone()).expect("names");
        let sizes: Vec<usize> = serde_json::from_value(file["size"].clone()).expect("sizes");
        let codes = |id: &String| -> Vec<String> {
            let index = file["dimension"][id]["category"]["index"].clone();
            serde_json::from_value(index).expect("codes in order")
        };
        let codes: Vec<Vec<String>> = ids.iter().map(codes).collect();
        let mut labels = BTreeMap::new();
        for (id, codes) in ids.iter().zip(&codes) {
            for code in codes {
                let label = &file["dimension"][id]["category"]["label"][code];
                let label = label.as_str().expect("a label for every code").to_owned();
                labels.insert((id.clone(), code.clone()), label);
            }
        }
        assert_eq!(codes.iter().map(Vec::len).collect::<Vec<_>>(), sizes);
        let mut cells = Cells::new();
        for position in 0..sizes.iter().product() {
            let value = match &file["value"] {
                Value::Array(values) => &values[position],
                values => &values[position.to_string()],
            };
            let status = file["status"][position.to_string()]
                .as_str()
                .unwrap_or_default();
            if value.is_null() && status.is_empty() {
                continue;
            }
            let mut rest = position;
            let mut key = Vec::new();
            for codes in codes.iter().rev() {
                key.push(codes[rest % codes.len()].clone());
                rest /= codes.len();
            }
            key.reverse();
            let value = (!value.is_null()).then(|| value.to_string());
            cells.insert(key, (value, status.to_owned()));
        }
        let mut dimensions = ids;
        dimensions.pop();
        Cube {
            dimensions,
            measures: codes.into_iter().next_back().expect("measures"),
            labels,
            cells,
        }
    }

    fn label(&self, dimension: &str, code: &str) -> &str {
        &self.labels[&(dimension.to_owned(), code.to_owned())]
    }
}

/// Records as maps from the name of a column to its cell.
fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let names = reader.headers().expect("names").clone();
    let names: Vec<String> = names.iter().map(str::to_owned).collect();
    let records = reader.records().map(|record| {
        let record = record.expect("a record");
        let cells = record.iter().map(|cell| {
            // What a spreadsheet program would compute stands behind an apostrophe.
            let is_escaped = cell.starts_with('\'') && cell[1..].starts_with(['=', '+', '-', '@']);
            if is_escaped { &cell[1..] } else { cell }.to_owned()
        });
        names.iter().cloned().zip(cells).collect()
    });
    records.collect()
}

fn key(record: &BTreeMap<String, String>, cube: &Cube, measure: &str) -> Vec<String> {
    let codes = cube
        .dimensions
        .iter()
        .map(|dimension| record[dimension].clone());
    codes.chain([measure.to_owned()]).collect()
}

/// The cells of a CSV file; `status` names the column with the status of a measure.
fn of_csv(text: &str, cube: &Cube, status: impl Fn(&str) -> Option<String>) -> Cells {
    let mut cells = Cells::new();
    for record in records(text) {
        for measure in &cube.measures {
            let value = Some(record[measure].clone()).filter(|value| !value.is_empty());
            let statuses = status(measure).map_or_else(String::new, |name| record[&name].clone());
            if value.is_some() || !statuses.is_empty() {
                cells.insert(key(&record, cube, measure), (value, statuses));
            }
        }
    }
    cells
}

/// The numbers of a workbook, whose rows stand as those of the CSV file; its columns are found by their
/// titles. What is absent has its mark there.
#[track_caller]
fn compare_workbook(path: &str, workbook: &[u8], csv: &str, cube: &Cube) -> usize {
    let rows = sheet(workbook, 4);
    let heads: Vec<&str> = rows[2].iter().map(Cell::text).collect();
    let records = records(csv);
    assert_eq!(rows.len() - 3, records.len().max(1), "{path}");
    let mut compared = 0;
    let mut at = cube.dimensions.len() - 1;
    for measure in &cube.measures {
        let title = cube.label("measure", measure);
        at += 1 + heads[at + 1..]
            .iter()
            .position(|head| head.starts_with(title))
            .expect("a column");
        for (record, row) in records.iter().zip(&rows[3..]) {
            let expected = &record[measure];
            match row.get(at).unwrap_or(&Cell::Blank) {
                Cell::Number(number) => {
                    let same = number.parse::<f64>() == expected.parse::<f64>();
                    assert!(same, "{path}: {measure} is {number}, not {expected}");
                }
                Cell::Text(mark) => {
                    assert!(
                        mark.starts_with('[') && expected.is_empty(),
                        "{path}: {mark}"
                    );
                }
                Cell::Blank => panic!("{path}: {measure} is blank"),
            }
            compared += 1;
        }
    }
    compared
}

/// The numbers of a page's table, whose rows stand as those of the CSV file. A page rounds.
#[track_caller]
fn compare_table(path: &str, figure: &str, csv: &str, cube: &Cube) -> usize {
    let head = between(figure, "<thead>", "</thead>");
    let titles: Vec<String> = head
        .split("<th scope=\"col\" class=\"number\">")
        .skip(1)
        .map(|rest| unescaped(rest[..rest.find(['<']).expect("an end")].trim()))
        .collect();
    // A column that is drawn as a part of a line has no numbers on the page.
    let mut shown = titles.iter().peekable();
    let measures: Vec<&String> = cube
        .measures
        .iter()
        .filter(|measure| {
            shown
                .next_if(|title| *title == cube.label("measure", measure))
                .is_some()
        })
        .collect();
    assert!(shown.next().is_none(), "{path}: {titles:?}");
    let body = between(figure, "<tbody>", "</tbody>");
    let rows: Vec<&str> = body.split("<tr").skip(1).collect();
    let records = records(csv);
    assert_eq!(rows.len(), records.len(), "{path}");
    let marks: BTreeMap<String, Status> = Status::ALL.map(|s| (s.sdmx().to_owned(), s)).into();
    let mut compared = 0;
    for (row, record) in rows.iter().zip(&records) {
        let labels: Vec<String> = row
            .split("<th scope=\"row\">")
            .skip(1)
            .map(|rest| crate::built::plain(&rest[..rest.find("</th>").expect("an end")]))
            .collect();
        let last = cube.dimensions.iter().rev().take(labels.len()).rev();
        for (dimension, label) in last.zip(&labels) {
            assert_eq!(
                label.trim(),
                cube.label(dimension, &record[dimension]),
                "{path}"
            );
        }
        let cells = row.split("<td class=\"number\">").skip(1);
        let cells: Vec<&str> = cells
            .map(|c| &c[..c.find("</td>").expect("an end")])
            .collect();
        assert_eq!(cells.len(), measures.len(), "{path}");
        for (measure, cell) in measures.iter().zip(cells) {
            let value = cell
                .split_once("<data value=\"")
                .map(|(_, rest)| &rest[..rest.find('"').expect("an end")]);
            let expected = &record[*measure];
            match value {
                Some(value) => {
                    let shown = Number::parse(value).expect("a number");
                    let exact = Number::parse(expected).expect("a number in the file too");
                    let rounded = exact.rounded(shown.decimals());
                    assert_eq!(rounded.to_string(), shown.to_string(), "{path}: {measure}");
                }
                None => assert!(expected.is_empty(), "{path}: {measure}"),
            }
            let statuses = &record[&format!("{measure}_status")];
            let expected = statuses.split_whitespace().count();
            let all = statuses
                .split_whitespace()
                .all(|code| marks.contains_key(code));
            assert!(
                all && cell.matches("class=\"mark\"").count() == expected,
                "{path}: {cell}"
            );
            compared += 1;
        }
    }
    compared
}

/// The numbers that a drawing tells of its marks stand in the table.
#[track_caller]
fn compare_drawing(path: &str, svg: &str, figure: &str) -> usize {
    if svg.contains("chart-histogram") {
        // Its bars count rows.
        return 0;
    }
    let table = between(figure, "<tbody>", "</tbody>");
    let shown: BTreeSet<&str> = table
        .split("<data value=\"")
        .skip(1)
        .map(|rest| {
            &rest[rest.find('>').expect("a tag") + 1..rest.find("</data>").expect("an end")]
        })
        .collect();
    let mut compared = 0;
    for title in svg.split("<title>").skip(1) {
        let title = &title[..title.find("</title>").expect("an end")];
        let Some((_, told)) = title.rsplit_once(": ") else {
            continue;
        };
        let number = told.split([' ', '(', '\u{A0}']).next().unwrap_or_default();
        if number.starts_with(|sign: char| sign.is_ascii_digit() || sign == '−') {
            // A chart may show other decimals, as its author asks.
            let number = number.trim_end_matches('%');
            let whole = number.strip_suffix(".0").or(number.strip_suffix(",0"));
            let is_shown =
                shown.contains(number) || whole.is_some_and(|whole| shown.contains(whole));
            assert!(is_shown, "{path}: {title} among {shown:?}");
            compared += 1;
        }
    }
    compared
}

/// The figures of the site that have every format: their paths without ending.
fn figures(built: &Built) -> Vec<String> {
    let stems = built
        .files()
        .into_iter()
        .filter_map(|path| path.strip_suffix(".zip"));
    let figures = stems.filter(|stem| !stem.contains("data/"));
    figures.map(str::to_owned).collect()
}

#[test]
fn every_format_of_every_figure_has_the_same_numbers() {
    let built = Project::own_built();
    let mut compared = [0; 4];
    for stem in figures(built) {
        let page = stem.rsplit_once('/').map_or("", |(folder, _)| folder);
        let id = stem.rsplit_once('/').map_or(stem.as_str(), |(_, id)| id);
        let page = if page.is_empty() {
            String::new()
        } else {
            format!("{page}/")
        };
        let csv = built.file(&format!("{stem}.csv"));
        let cube = Cube::read(built.file(&format!("{stem}.json")));
        let cells = of_csv(csv, &cube, |measure| Some(format!("{measure}_status")));
        assert_eq!(cells, cube.cells, "{stem}");
        compared[0] += cells.len();
        let figure = built.figure(&page, id);
        compared[1] += compare_table(&stem, figure, csv, &cube);
        if cfg!(feature = "xlsx") {
            let workbook = &built.tree()[&format!("{stem}.xlsx")];
            compared[2] += compare_workbook(&stem, workbook, csv, &cube);
        }
        if built.tree().contains_key(&format!("{stem}.svg")) {
            compared[3] += compare_drawing(&stem, built.file(&format!("{stem}.svg")), figure);
        }
        let marked = built.file(&format!("{stem}.excel.csv"));
        assert_eq!(marked.strip_prefix('\u{FEFF}'), Some(csv), "{stem}");
    }
    assert!(
        compared[0] > 1000 && compared[1] > 1000 && compared[3] > 300,
        "{compared:?}"
    );
}

#[test]
fn every_format_of_every_dataset_has_the_same_numbers() {
    let built = Project::own_built();
    let package: Value = serde_json::from_str(built.file("data/datapackage.json")).expect("JSON");
    let mut compared = 0;
    for folder in ["data/", "vi/data/"] {
        let files = built
            .files()
            .into_iter()
            .filter(|path| path.starts_with(folder) && has_ending(path, "zip"));
        for archive in files {
            let name = &archive[folder.len()..archive.len() - ".zip".len()];
            let csv = built.file(&format!("data/{name}.csv"));
            let cube = Cube::read(built.file(&format!("{folder}{name}.json")));
            let resources = package["resources"].as_array().expect("resources");
            let resource = resources
                .iter()
                .find(|r| r["name"] == name)
                .expect("described");
            let fields = resource["schema"]["fields"].as_array().expect("fields");
            let status = |measure: &str| {
                let field = fields.iter().find(|f| f["yearbook"]["status"] == measure)?;
                Some(field["name"].as_str()?.to_owned())
            };
            let cells = of_csv(csv, &cube, status);
            assert_eq!(cells, cube.cells, "{archive}");
            compared += cells.len();
            if cfg!(feature = "xlsx") {
                let workbook = &built.tree()[&format!("{folder}{name}.xlsx")];
                compare_workbook(archive, workbook, csv, &cube);
            }
        }
    }
    assert!(compared > 100, "{compared}");
}
