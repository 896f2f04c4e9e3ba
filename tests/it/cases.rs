//! Every mark with every kind of odd data: ordinary, a single number, zeros, negative, huge, tiny,
//! all absences mixed, no number at all, 200 categories, the longest names.
//!
//! The site below `tests/sites/cases` holds them, so that they can be looked at in a browser too.

use std::fmt::Write;

use crate::golden::assert_golden;
use crate::project::Project;

#[test]
fn every_mark_is_drawn_as_it_was_accepted() {
    let built = Project::below_tests("cases", &["vi"]).build();
    let mut listed = String::new();
    for (path, page) in built.pages() {
        let address = path.trim_end_matches("index.html");
        for (_, figure) in page
            .match_indices("<figure id=\"")
            .map(|(at, _)| page[at..].split_at(12))
        {
            let id = figure.split('"').next().expect("an id");
            for layout in ["narrow", "wide"] {
                let svg = built.svg(address, id, layout);
                let name = format!("{address}{id} {layout}");
                crate::svg::check(&name, svg);
                let hash = blake3::hash(svg.as_bytes()).to_hex();
                writeln!(listed, "{name} {} {}", svg.len(), &hash[..16]).expect("written");
            }
        }
    }
    assert_golden(&listed, "sites/cases.txt");
}
