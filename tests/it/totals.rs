//! Totals: nothing is summed across a total, a level of a hierarchy or an absent part.

use crate::project::Project;

const AREAS: &str = "\
area,name_en,level,parent
land,Land,province,
north,North,district,land
south,South,district,land
village,Village,commune,north
";

const OCCUPATIONS: &str = "occupation,name_en\ntotal,All\nfarmer,Farmers\nworker,Workers\n";

fn project(data: &str) -> Project {
    Project::new()
        .codes("areas.csv", AREAS)
        .codes("occupations.csv", OCCUPATIONS)
        .data("x.csv", data)
}

const DATA: &str = "\
area,period,occupation,people
land,2024,total,100
north,2024,total,30
south,2024,total,40
village,2024,total,5
north,2024,farmer,11
";

#[test]
fn a_total_adds_the_codes_directly_below_and_neither_the_whole_nor_deeper_levels() {
    let built = project(DATA)
        .page("content/a.md", "{{ total('x.people', children_of='land', period='2024') }}, {{ total('x.people', children_of='north', period='2024') }}, {{ value('x.people', area='land', period='2024') }}")
        .build();
    assert_eq!(built.text("a/"), "70, 5, 100");
}

#[test]
fn a_dimension_that_is_not_named_takes_its_declared_total_and_only_that() {
    let built = project(DATA)
        .page("content/a.md", "{{ value('x.people', area='north', period='2024') }}, {{ value('x.people', area='north', period='2024', occupation='farmer') }}")
        .build();
    assert_eq!(built.text("a/"), "30, 11");
    project(DATA)
        .page(
            "content/a.md",
            "+++\ntitle = \"A\"\n+++\n{{ value('x.people', period='2024') }}",
        )
        .fails_with("dimension-not-fixed")
        .is(
            "content/a.md:4:4: dimension-not-fixed: the dimension `area` of `x` is not fixed; \
             expected one code of every dimension without a total; name its code, for example \
             area = \"land\"",
        );
}

#[test]
fn a_sum_with_an_absent_part_is_refused_whatever_the_reason() {
    let total =
        "+++\ntitle = \"A\"\n+++\n{{ total('x.people', children_of='land', period='2024') }}";
    let told = |reason: &str| {
        format!(
            "content/a.md:4:4: absent-part: the sum over `land` has no number for `south` \
             ({reason}); expected a number for every part; write absent=\"words\" to say in words \
             that there is no total"
        )
    };
    let without_record = DATA.replace("south,2024,total,40\n", "");
    project(&without_record)
        .page("content/a.md", total)
        .fails_with("absent-part")
        .is(&told("missing"));
    for (reason, words) in [
        ("O", "missing"),
        ("M", "not applicable"),
        ("Q", "suppressed"),
    ] {
        let data = "area,period,occupation,people,obs_status\nnorth,2024,total,30,\n".to_owned()
            + &format!("south,2024,total,,{reason}\n");
        project(&data)
            .page("content/a.md", total)
            .fails_with("absent-part")
            .is(&told(words));
    }
    let in_words = total.replace("'2024')", "'2024', absent='not known')");
    let built = project(&without_record)
        .page("content/a.md", &in_words)
        .build();
    assert_eq!(built.text("a/"), "not known");
}

#[test]
fn a_sum_carries_the_marks_of_its_parts() {
    let data =
        "area,period,occupation,people,obs_status\nnorth,2024,total,30,P\nsouth,2024,total,40,\n";
    let built = project(data)
        .page(
            "content/a.md",
            "{{ total('x.people', children_of='land', period='2024') }}",
        )
        .build();
    assert_eq!(built.text("a/"), "70 [p]");
}

#[test]
fn a_total_needs_to_be_told_over_what() {
    let wrong = |call: &str, code: &str| {
        let text = format!("+++\ntitle = \"A\"\n+++\n{{{{ {call} }}}}\n");
        project(DATA)
            .page("content/a.md", &text)
            .fails_with(code)
            .told()
    };
    assert_eq!(
        wrong("total('x.people', period='2024')", "bad-expression"),
        "content/a.md:4:4: bad-expression: `total` does not say over which codes; expected \
         `children_of` with the code whose parts are added up"
    );
    assert_eq!(
        wrong(
            "total('x.people', children_of='lant', period='2024')",
            "unknown-code"
        ),
        "content/a.md:4:34: unknown-code: `lant` is not a code of `x`; did you mean `land`?"
    );
}

#[test]
fn a_code_without_children_has_no_total() {
    let text =
        "+++\ntitle = \"A\"\n+++\n{{ total('x.people', children_of='village', period='2024') }}";
    let failure = project(DATA)
        .page("content/a.md", text)
        .fails_with("absent-part");
    assert!(
        failure.told().contains("`village` has no parts to add up"),
        "{}",
        failure.told()
    );
}

#[test]
fn a_total_code_is_left_out_of_figures_unless_it_is_named() {
    let figure = |filter: &str| {
        format!(
            "```table\nid = \"t\"\ndata = \"x\"\nwhere = {{ area = \"north\", period = \"2024\"{filter} }}\nrows = [\"occupation\"]\nvalues = [\"people\"]\n```\n"
        )
    };
    let built = project(DATA).page("content/a.md", &figure("")).build();
    assert_eq!(
        built.table("a/", "t"),
        "Occupation | People (persons)\nFarmers | 11\nWorkers | [x]"
    );
    let named = figure(", occupation = [\"total\", \"farmer\"]");
    let built = project(DATA).page("content/a.md", &named).build();
    assert_eq!(
        built.table("a/", "t"),
        "Occupation | People (persons)\nAll | 30\nFarmers | 11"
    );
}

#[test]
fn a_total_code_below_a_code_is_no_part_of_its_sum() {
    let groups = "group,name_en,parent\nall,All,\ntotal,Sum,all\na,A,all\nb,B,all\n";
    let built = Project::new()
        .codes("groups.csv", groups)
        .data("x.csv", "group,people\ntotal,999\na,1\nb,2\n")
        .page("content/a.md", "{{ total('x.people', children_of='all') }}")
        .build();
    assert_eq!(built.text("a/"), "3");
}
