//! Figures of different units are not held against each other.

use crate::project::Project;

fn page(expression: &str) -> Project {
    Project::new()
        .data("x.csv", "area,grain,seed,sacks\nnorth,5,4,3\n")
        .described(|descriptor| {
            let fields = &mut descriptor["resources"][0]["schema"]["fields"];
            for (position, unit) in [(1, "t"), (2, "kg"), (3, "t")] {
                fields[position]["yearbook"]["unit"] = unit.into();
            }
        })
        .page(
            "content/a.md",
            &format!(
                "+++\ntitle = \"A\"\n[values]\ngrain = 'value(\"x.grain\", area=\"north\")'\nseed = 'value(\"x.seed\", area=\"north\")'\nsacks = 'value(\"x.sacks\", area=\"north\")'\n+++\n{{{{ {expression} }}}}\n"
            ),
        )
}

#[test]
fn a_difference_or_share_of_two_units_is_refused() {
    for expression in [
        "difference(grain, seed)",
        "percent(grain, seed)",
        "change(grain, seed)",
    ] {
        let told = page(expression).fails_with("bad-expression").told();
        assert!(
            told.contains("a figure in kg cannot be held against one in t"),
            "{told}"
        );
    }
}

#[test]
fn a_share_is_held_against_no_number_of_things() {
    let told = page("claim(percent(sacks, grain) > sacks, \"more\")")
        .fails_with("bad-expression")
        .told();
    assert!(
        told.contains("a figure in t cannot be held against one in per cent"),
        "{told}"
    );
    page("claim(percent(sacks, grain) > 50, \"more\")").build();
    page("claim(percent(sacks, grain) < percent(grain, sacks), \"less\")").build();
}

#[test]
fn equal_units_and_ratios_are_computed() {
    assert_eq!(page("difference(grain, sacks)").build().text("a/"), "2");
    assert_eq!(page("percent(sacks, grain)").build().text("a/"), "60.0%");
    assert_eq!(page("ratio(grain, seed)").build().text("a/"), "1.25");
}
