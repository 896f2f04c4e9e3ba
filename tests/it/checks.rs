//! Checks across records: declared, reported with the lines, waived with a reason.

use serde_json::{Value, json};

use crate::built::told;
use crate::project::Project;

const AREAS: &str = "area,name_en,parent\nisland,Island,\nnorth,North,island\nsouth,South,island\n";

fn wells(csv: &str, checks: Value, waivers: Value) -> Project {
    let site = Project::new()
        .codes("areas.csv", AREAS)
        .data("wells.csv", csv);
    site.described(|package| {
        let resources = package["resources"].as_array_mut().expect("resources");
        let wells = resources
            .iter_mut()
            .find(|r| r["name"] == "wells")
            .expect("it is there");
        wells["yearbook"]["checks"] = checks;
        wells["yearbook"]["waivers"] = waivers;
    })
}

fn warnings(site: &Project) -> Vec<String> {
    site.check().diagnostics.iter().map(told).collect()
}

#[test]
fn parts_add_up_within_the_tolerance_or_a_waiver_says_why_not() {
    let csv = "area,period,wells\nisland,2023,44\nnorth,2023,12\nsouth,2023,30\n";
    let sum = |tolerance| json!([{ "check": "sum", "over": "area", "tolerance": tolerance }]);
    let failure = wells(csv, sum(1), json!([])).fails_with("sum-differs");
    failure.is("data/wells.csv:2:13: sum-differs: `wells` of island, 2023 is 44, its parts add up to 42; expected a difference of at most 1");
    wells(csv, sum(2), json!([])).build();
    let waiver = json!([{
        "check": "sum",
        "where": { "area": "island", "period": "2023" },
        "reason": "Two wells lie on the border.",
    }]);
    wells(csv, sum(0), waiver).deny_warnings().build();
}

#[test]
fn a_sum_with_an_absent_part_is_only_held_to_be_no_more_than_the_total() {
    let sum = json!([{ "check": "sum", "over": "area" }]);
    let csv = |south: &str, total: u32| {
        format!(
            "area,period,wells,wells_status\nisland,2023,{total},\nnorth,2023,12,\nsouth,2023,{south}\n"
        )
    };
    wells(&csv(",Q", 42), sum.clone(), json!([])).build();
    let failure = wells(&csv(",Q", 11), sum, json!([])).fails_with("sum-differs");
    assert!(
        failure
            .told()
            .contains("its parts that are known already add up to 12")
    );
}

#[test]
fn occupations_add_up_to_their_total_code() {
    let site = Project::new()
        .codes(
            "jobs.csv",
            "job,name_en\ntotal,All\nfarmer,Farmers\nworker,Workers\n",
        )
        .data(
            "people.csv",
            "job,period,people\ntotal,2023,9\nfarmer,2023,5\nworker,2023,3\n",
        )
        .described(|package| {
            package["resources"][1]["yearbook"]["checks"] =
                json!([{ "check": "sum", "over": "job" }]);
        });
    site.fails_with("sum-differs").is("data/people.csv:2:12: sum-differs: `people` of total, 2023 is 9, its parts add up to 8; expected 8, or parts that add up to 9");
}

#[test]
fn every_area_and_period_has_a_record() {
    let csv = "area,period,wells\nisland,2023,42\nnorth,2023,12\nnorth,2024,13\nsouth,2023,30\nisland,2024,50\n";
    let coverage = json!([{ "check": "coverage", "over": ["area", "period"] }]);
    let failure = wells(csv, coverage.clone(), json!([])).fails_with("incomplete-coverage");
    failure.is("data/wells.csv:5:1: incomplete-coverage: there is no record for south, 2024; expected a record for every area and period; add it behind this line, with a number or a reason for its absence");
    let waiver =
        json!([{ "check": "coverage", "where": { "area": "south" }, "reason": "Flooded." }]);
    wells(csv, coverage, waiver).deny_warnings().build();
}

#[test]
fn a_value_above_another_a_large_change_and_a_period_to_come_are_told() {
    let csv = "area,period,wells,dry\nnorth,2022,10,1\nnorth,2023,16,17\nnorth,2030,16,1\n";
    let at_most = json!([{ "check": "at-most", "measure": "dry", "of": "wells" }]);
    wells(csv, at_most, json!([])).fails_with("value-too-high").is(
        "data/wells.csv:3:15: value-too-high: `dry` is 17, which is above `wells`, 16; expected at most 16",
    );
    let change = json!([{ "check": "change", "measure": "wells", "percent": 50 }]);
    assert_eq!(
        warnings(&wells(csv, change.clone(), json!([]))),
        [
            "data/wells.csv:3:12: large-change: `wells` of north, 2023 rose by 60.0 %, from 10 to 16; expected a change of at most 50 %"
        ]
    );
    wells(csv, change, json!([])).build();
    let past = json!([{ "check": "past-periods" }]);
    wells(csv, past.clone(), json!([]))
        .now("2024-07-03")
        .fails_with("future-period");
    wells(csv, past, json!([])).now("2030-01-01").build();
}

#[test]
fn a_change_is_small_only_where_both_values_are() {
    let told = |before: u32, after: u32| {
        let csv = format!("area,period,wells\nnorth,2022,{before}\nnorth,2023,{after}\n");
        let change = json!([{ "check": "change", "measure": "wells", "percent": 50, "from": 20 }]);
        warnings(&wells(&csv, change, json!([]))).len()
    };
    assert_eq!(told(10, 19), 0, "both are below");
    assert_eq!(told(10, 25), 1, "the later one is not");
    assert_eq!(told(25, 10), 1, "the earlier one is not");
}

/// A part that is not known may be negative too, so that the others may add up to more than the total.
#[test]
fn a_sum_with_negative_parts_is_held_to_its_total_only_when_it_is_complete() {
    let site = |north: i32, south: &str, total: i32| {
        let csv = format!(
            "area,period,wells,wells_status\nisland,2023,{total},\nnorth,2023,{north},\nsouth,2023,{south}\n"
        );
        let sum = json!([{ "check": "sum", "over": "area" }]);
        wells(&csv, sum, json!([]))
    };
    site(12, "-5,", 7).build();
    site(12, "-5,", 8).fails_with("sum-differs");
    site(-5, ",Q", -9).build();
    site(5, ",Q", -9).fails_with("sum-differs");
}

#[test]
fn every_unit_has_a_target_of_its_period_or_year() {
    let site = |targets: &str| {
        Project::new()
            .data("targets.csv", targets)
            .data(
                "wells.csv",
                "area,period,wells\nnorth,2024-H1,5\nsouth,2023,3\n",
            )
            .described(|package| {
                package["resources"][1]["yearbook"]["checks"] =
                    json!([{ "check": "target", "target": "targets.target" }]);
            })
    };
    site("area,period,target\nnorth,2024,10\nsouth,2023,0\n").build();
    site("area,period,target\nnorth,2024,10\n").fails_with("missing-target").is(
        "data/wells.csv:3:1: missing-target: `targets` has no record for south, 2023; expected a target in `targets.target`; add the target, or a record with the status `M` where none was set",
    );
}

#[test]
fn an_observation_lies_in_the_time_of_its_area() {
    let site = |csv: &str| {
        let areas = "area,name_en,valid_from,valid_to,successor\nnorth,North,,2025-06-30,coast\ncoast,Coast,2025-07-01,,\n";
        Project::new()
            .codes("areas.csv", areas)
            .data("wells.csv", csv)
            .described(|package| {
                let list = &mut package["resources"][0]["yearbook"]["codeList"];
                list["validFrom"] = json!("valid_from");
                list["validTo"] = json!("valid_to");
                list["successor"] = json!("successor");
            })
    };
    site("area,period,wells\nnorth,2025,12\ncoast,2025,3\n").build();
    site("area,period,wells\nnorth,2026,12\n").fails_with("area-not-valid").is(
        "data/wells.csv:2:1: area-not-valid: `north` was not in force in 2026; expected a period until 2025-06-30; `coast` took its place",
    );
}

#[test]
fn a_waiver_that_waives_nothing_and_one_without_a_check_are_told() {
    let csv = "area,period,wells\nisland,2023,42\nnorth,2023,12\nsouth,2023,30\n";
    let sum = json!([{ "check": "sum", "over": "area" }]);
    let waiver = |check: &str| json!([{ "check": check, "reason": "Old." }]);
    let told = warnings(&wells(csv, sum.clone(), waiver("sum")));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("unused-waiver: the waiver of `sum` for all records is not needed"));
    let failure = wells(csv, sum, waiver("summ")).fails_with("bad-package");
    assert!(
        failure.told().contains("did you mean `sum`?"),
        "{}",
        failure.told()
    );
}

#[test]
fn keys_of_several_fields_and_of_the_same_table_lead_somewhere() {
    let site = |wells: &str, pumps: &str| {
        Project::new()
            .data("wells.csv", wells)
            .data("pumps.csv", pumps)
            .described(|package| {
                let resources = package["resources"].as_array_mut().expect("resources");
                resources[0]["schema"]["foreignKeys"] = json!([{
                    "fields": ["area", "period"],
                    "reference": { "resource": "wells", "fields": ["area", "period"] },
                }]);
                resources[1]["schema"]["foreignKeys"] = json!([{
                    "fields": ["note_of"],
                    "reference": { "resource": "", "fields": ["area"] },
                }]);
            })
    };
    let wells = "area,period,wells,note_of\nnorth,2023,1,\nsouth,2023,2,north\n";
    site(wells, "area,period,pumps\nsouth,2023,4\n").build();
    site(wells, "area,period,pumps\nsouth,2024,4\n").fails_with("broken-foreign-key").is(
        "data/pumps.csv:2:1: broken-foreign-key: south, 2024 in area, period does not stand in `wells`; expected a key of area, period in `wells`",
    );
    let broken = wells.replace(",north\n", ",nort\n");
    let failure =
        site(&broken, "area,period,pumps\nsouth,2023,4\n").fails_with("broken-foreign-key");
    assert!(
        failure.told().contains("did you mean `north`?"),
        "{}",
        failure.told()
    );
}

#[test]
fn readers_are_told_what_was_checked_and_what_is_known_not_to_hold() {
    let csv = "area,period,wells\nisland,2023,44\nnorth,2023,12\nsouth,2023,30\n";
    let waiver = json!([{
        "check": "sum",
        "where": { "area": "island", "period": "2023" },
        "reason": "Two wells lie on the border.",
    }]);
    let built = wells(csv, json!([{ "check": "sum", "over": "area" }]), waiver)
        .page(
            "content/methods.md",
            "+++\ntitle = \"Methods\"\nkind = \"methodology\"\n+++\nText.\n",
        )
        .page("content/other.md", "Text.")
        .build();
    for address in ["methods/", "data/wells/"] {
        let text = built.text(address);
        assert!(
            text.contains("Parts add up to their total"),
            "{address}: {text}"
        );
        assert!(
            text.contains("Two wells lie on the border."),
            "{address}: {text}"
        );
        assert!(text.contains("Island, 2023"), "{address}: {text}");
    }
    assert!(!built.text("other/").contains("border"));
}

#[test]
fn an_area_that_was_not_in_force_is_no_part_of_a_sum() {
    let areas = "area,name_en,parent,valid_from,valid_to\nisland,Island,,,\nnorth,North,island,,2025-06-30\ncoast,Coast,island,2025-07-01,\n";
    let site = |coast: u32| {
        let csv = format!(
            "area,period,wells\nisland,2024,12\nnorth,2024,12\nisland,2026,5\ncoast,2026,{coast}\n"
        );
        Project::new()
            .codes("areas.csv", areas)
            .data("wells.csv", &csv)
            .described(|package| {
                let list = &mut package["resources"][0]["yearbook"]["codeList"];
                list["validFrom"] = json!("valid_from");
                list["validTo"] = json!("valid_to");
                package["resources"][1]["yearbook"]["checks"] =
                    json!([{ "check": "sum", "over": "area" }]);
            })
    };
    let total = "{{ total(\"wells.wells\", children_of=\"island\", period=\"2026\") }}";
    let built = site(5)
        .page("content/a.md", &format!("So {total} wells."))
        .build();
    assert!(built.text("a/").contains("So 5 wells."));
    let failure = site(4).fails_with("sum-differs");
    assert!(
        failure.told().contains("is 5, its parts add up to 4"),
        "{}",
        failure.told()
    );
}

#[test]
fn a_check_with_nothing_to_check_is_a_mistake() {
    let csv = "area,period,wells\nisland,2023,42\nnorth,2023,12\nsouth,2023,30\n";
    for check in [
        json!({ "check": "sum", "over": "period" }),
        json!({ "check": "sum", "over": "area", "levels": ["village"] }),
        json!({ "check": "coverage", "over": [] }),
    ] {
        let failure = wells(csv, json!([check]), json!([])).fails_with("bad-package");
        assert!(
            failure.told().contains("has nothing to check"),
            "{}",
            failure.told()
        );
    }
}

#[test]
fn a_waiver_of_one_unit_hides_no_other() {
    let site = Project::new()
        .data("targets.csv", "area,period,target\nsouth,2023,10\n")
        .data("wells.csv", "area,period,kind,wells\nnorth,2023,dry,5\nnorth,2023,full,3\n")
        .described(|package| {
            let wells = &mut package["resources"][1];
            wells["yearbook"]["checks"] = json!([{ "check": "target", "target": "targets.target" }]);
            wells["yearbook"]["waivers"] =
                json!([{ "check": "target", "where": { "kind": "dry" }, "reason": "None is set." }]);
        });
    let failure = site.fails_with("missing-target");
    assert!(
        failure.told().starts_with("data/wells.csv:3:1:"),
        "{}",
        failure.told()
    );
}

#[test]
fn a_period_without_any_record_is_a_gap() {
    let csv = "area,period,wells\nisland,2020,1\nnorth,2020,1\nsouth,2020,0\nisland,2022,1\nnorth,2022,1\nsouth,2022,0\n";
    let coverage = json!([{ "check": "coverage", "over": ["area", "period"] }]);
    let failure = wells(csv, coverage.clone(), json!([])).fails_with("incomplete-coverage");
    failure.is("data/wells.csv:5:8: incomplete-coverage: there is no record at all for 2021; expected records for every period; add them, with numbers or reasons for their absence");
    let waiver =
        |place: Value| json!([{ "check": "coverage", "where": place, "reason": "No survey." }]);
    wells(csv, coverage.clone(), waiver(json!({ "area": "north" })))
        .fails_with("incomplete-coverage");
    wells(csv, coverage, waiver(json!({ "period": "2021" })))
        .deny_warnings()
        .build();
}

#[test]
fn any_number_of_large_changes_stays_a_warning_and_is_counted() {
    let mut csv = String::from("area,period,wells\n");
    for number in 0..1100 {
        csv.push_str(&format!("a{number:04},2022,10\na{number:04},2023,30\n"));
    }
    let site = Project::new().data("wells.csv", &csv).described(|package| {
        package["resources"][0]["yearbook"]["checks"] =
            json!([{ "check": "change", "measure": "wells", "percent": 50 }]);
    });
    let told = warnings(&site);
    assert_eq!(told.len(), 21);
    assert!(
        told[20].contains("and 1080 more problems in this file"),
        "{}",
        told[20]
    );
    site.build();
}
