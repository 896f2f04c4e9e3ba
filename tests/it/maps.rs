//! Maps: outlines and tiles from the file to the drawing.

use serde_json::{Value, json};

use crate::charts::{MAPS, is_drawn_as_accepted};
use crate::project::Project;

const AREAS: &str = "area,name_en,short_en,column,row\nnorth,The North,North,1,0\nsouth,The South,South,1,1\nisle,The Isle,,2,1\n";

fn square(west: f64, south: f64, side: f64) -> Value {
    json!([
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south]
    ])
}

fn feature(code: Option<&str>, rings: &[Value]) -> Value {
    json!({
        "type": "Feature",
        "properties": { "code": code },
        "geometry": { "type": "Polygon", "coordinates": rings },
    })
}

fn land() -> Value {
    json!({
        "type": "FeatureCollection",
        "features": [
            feature(Some("north"), &[square(106.0, 21.0, 0.2), square(106.05, 21.05, 0.05)]),
            feature(Some("south"), &[square(106.0, 20.8, 0.2)]),
            feature(Some("isle"), &[square(106.3, 20.8, 0.1)]),
            feature(None, &[square(106.2, 21.0, 0.2)]),
        ],
    })
}

fn project(block: &str) -> Project {
    let block = format!(
        "```chart\nid = \"c\"\ndata = \"wells\"\narea = \"area\"\ncolor = \"share\"\n{block}\n```\n"
    );
    Project::new()
        .codes("areas.csv", AREAS)
        .data(
            "wells.csv",
            "area,share,share_status\nnorth,12.5,A\nsouth,80.0,P\nisle,,C\n",
        )
        .file("data/land.geojson", land().to_string())
        .page("content/a.md", &block)
        .described(|package| {
            let resources = package["resources"].as_array_mut().expect("resources");
            for resource in resources.iter_mut() {
                if resource["name"] == "areas" {
                    let tile = json!({ "column": "column", "row": "row" });
                    resource["yearbook"]["codeList"]["tile"] = tile;
                } else {
                    resource["schema"]["fields"][1]["yearbook"]["rate"] = json!(true);
                }
            }
            resources.push(json!({
                "name": "land",
                "path": "land.geojson",
                "title": "Land",
                "yearbook": { "outlines": { "of": "areas", "property": "code" } },
            }));
        })
}

const CHOROPLETH: &str = "mark = \"choropleth\"\nmap = \"land\"";

#[test]
fn outlines_become_a_map_with_holes_and_what_lies_about_it() {
    let built = project(CHOROPLETH).build();
    let svg = built.svg("a/", "c", "wide");
    let cells = svg.matches("<path class=\"cell").count();
    assert_eq!(
        (cells, svg.matches("<path class=\"land\"").count()),
        (3, 1),
        "{svg}"
    );
    // The north is one shape of two closed lines.
    let (_, north) = svg
        .split_once("<title>The North: 12.5</title><path")
        .expect("the north");
    let north = &north[..north.find("/>").expect("an end")];
    assert_eq!(north.matches('z').count(), 2, "{north}");
    assert!(svg.contains(">confidential</text>"), "{svg}");
    assert!(
        svg.contains("class=\"cell s6 provisional\"") || svg.contains("provisional"),
        "{svg}"
    );
    let rows = built.table("a/", "c");
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert_eq!(
        rows,
        ["The North | 12.5", "The South | 80.0[p]", "The Isle | [c]"]
    );
    assert!(svg.contains("Map of Share (persons); 3 areas."), "{svg}");
}

#[test]
fn outlines_are_published_as_they_are_with_a_page_about_them() {
    let built = project(CHOROPLETH).build();
    assert_eq!(built.file("data/land.geojson"), land().to_string());
    let page = built.main("data/land/");
    assert!(page.contains("<p class=\"kicker\">Map</p>"), "{page}");
    assert!(page.contains("(GeoJSON, 812 bytes)"), "{page}");
    assert!(!page.contains("id=\"fields\""), "{page}");
    let package: Value = serde_json::from_str(built.file("data/datapackage.json")).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    let land = resources
        .iter()
        .find(|r| r["name"] == "land")
        .expect("the outlines");
    assert_eq!(land["path"], "land.geojson");
    assert!(
        land["hash"]
            .as_str()
            .is_some_and(|hash| hash.starts_with("sha256:"))
    );
    assert!(built.main("data/").contains("<h2 id=\"maps\">Maps</h2>"));
}

#[test]
fn tiles_stand_in_their_columns_and_rows() {
    let built = project("mark = \"tilemap\"").build();
    let svg = built.svg("a/", "c", "narrow");
    let corner = |name: &str| -> (f64, f64) {
        let (_, behind) = svg.split_once(&format!("<title>{name}")).expect("a tile");
        let number = |key: &str| {
            let (_, value) = behind.split_once(&format!(" {key}=\"")).expect("a place");
            value
                .split('"')
                .next()
                .and_then(|v| v.parse().ok())
                .expect("a number")
        };
        (number("x"), number("y"))
    };
    let (north, south, isle) = (corner("The North"), corner("The South"), corner("The Isle"));
    assert!(
        (north.0 - south.0).abs() < 0.01 && north.1 < south.1,
        "{svg}"
    );
    assert!(south.0 < isle.0 && (south.1 - isle.1).abs() < 0.01, "{svg}");
    let failure = project("mark = \"tilemap\"")
        .replaced("data/areas.csv", "isle,The Isle,,2,1", "isle,The Isle,,1,1")
        .fails_with("duplicate-key");
    assert!(
        failure.told().starts_with("data/areas.csv:4:"),
        "{}",
        failure.told()
    );
    project("mark = \"tilemap\"")
        .replaced("data/areas.csv", "isle,The Isle,,2,1", "isle,The Isle,,2,")
        .fails_with("wrong-type");
    // A code without a tile cannot be shown, and can be left out.
    let without = |more: &str| {
        project(&format!("mark = \"tilemap\"\n{more}")).replaced(
            "data/areas.csv",
            "isle,The Isle,,2,1",
            "isle,The Isle,,,",
        )
    };
    without("").fails_with("bad-block").is(
        "content/a.md:7:8: bad-block: `isle` has no tile on this map; expected codes that lie on the map; select them with `where`",
    );
    without("where = { area = [\"north\", \"south\"] }").build();
}

#[test]
fn mistakes_about_maps_are_told_at_their_place() {
    let told = |block: &str, code: &str| project(block).fails_with(code).told();
    assert_eq!(
        told("mark = \"choropleth\"", "bad-block"),
        "content/a.md:9:8: bad-block: a choropleth chart needs `map`: the outlines of its areas; expected one of land"
    );
    assert_eq!(
        told("mark = \"choropleth\"\nmap = \"lnad\"", "unknown-resource"),
        "content/a.md:10:7: unknown-resource: there are no outlines `lnad`; expected the name of a GeoJSON resource of datapackage.json; did you mean `land`?"
    );
    told("mark = \"tilemap\"\nmap = \"land\"", "bad-block");
    told(&format!("{CHOROPLETH}\nx = \"share\""), "bad-block");
    told(&format!("{CHOROPLETH}\nlimit = 2"), "bad-block");
    told(&format!("{CHOROPLETH}\nscale = \"log\""), "bad-block");
    told("mark = \"bar\"\nx = \"share\"\ny = \"area\"", "bad-block");
    let land =
        |change: &str, to: &str| project(CHOROPLETH).replaced("data/land.geojson", change, to);
    let failure = land("\"north\"", "\"nroth\"").fails_with("unknown-code");
    assert!(
        failure.told().contains("did you mean `north`?"),
        "{}",
        failure.told()
    );
    land("Polygon", "Point").fails_with("bad-outline");
    land("FeatureCollection", "Feature").fails_with("bad-outline");
    land("106.3", "1106.3").fails_with("bad-outline");
    let failure = land("\"features\"", "\"feature\"").fails_with("unknown-key");
    assert!(
        failure.told().contains("did you mean `features`?"),
        "{}",
        failure.told()
    );
    let empty = json!({
        "type": "FeatureCollection",
        "features": [feature(Some("north"), &[])],
    });
    project(CHOROPLETH)
        .file("data/land.geojson", empty.to_string())
        .fails_with("bad-outline");
    for descriptor in [
        json!({ "name": "land", "path": "land.geojson" }),
        json!({ "name": "land", "path": "land.geojson", "yearbook": { "outlines": { "of": "area" } } }),
        json!({ "name": "land", "path": "land.geojson", "yearbook": { "outlines": { "of": "wells" } } }),
        json!({ "name": "land", "path": "areas.csv", "yearbook": { "outlines": { "of": "areas" } } }),
    ] {
        let text = project(CHOROPLETH).text("data/datapackage.json");
        let mut package: Value = serde_json::from_str(&text).expect("JSON");
        let resources = package["resources"].as_array_mut().expect("resources");
        resources.pop();
        resources.push(descriptor);
        let block = "+++\ntitle = \"A\"\n+++\n";
        project(CHOROPLETH)
            .descriptor(&package)
            .page("content/a.md", block)
            .fails_with("bad-package");
    }
}

#[test]
fn both_maps_are_drawn_as_they_were_accepted() {
    let blocks = [CHOROPLETH, "mark = \"tilemap\""];
    for (name, block) in MAPS.iter().zip(blocks) {
        let built = project(block).build();
        for layout in ["narrow", "wide"] {
            is_drawn_as_accepted(built.svg("a/", "c", layout), name, layout);
        }
    }
}
