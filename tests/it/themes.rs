//! Themes: what a site overrides of the default theme, and what it keeps.

use std::fs;

use crate::project::{Project, has_ending, repository, tree};

/// The repository's own site in the small theme that the repository holds.
fn gazette() -> Project {
    let mut project = Project::own();
    for (path, content) in tree(&repository().join("themes/gazette")) {
        project = project.file(&format!("themes/gazette/{path}"), content);
    }
    let config = fs::read_to_string(repository().join("yearbook.toml")).expect("the configuration");
    project.config(&format!("theme = \"gazette\"\n{config}"))
}

fn style(built: &crate::built::Built) -> String {
    let files = built.files();
    let sheets: Vec<&&str> = files
        .iter()
        .filter(|path| has_ending(path, "css"))
        .collect();
    assert_eq!(sheets.len(), 1, "{sheets:?}");
    built.file(sheets[0]).to_owned()
}

#[test]
fn a_theme_changes_colours_templates_components_and_words_and_keeps_the_rest() {
    let default = Project::own_built();
    let built = gazette().deny_warnings().build();
    assert_eq!(default.pages().count(), built.pages().count());
    // Words, a template and a component of the theme.
    assert!(
        built
            .main("")
            .contains("<h2 id=\"page--latest\">From the last issues</h2>\n<ol class=\"entries\">")
    );
    assert!(
        built
            .main("vi/shortage/")
            .contains("<p class=\"kicker\">Công báo thống kê · ")
    );
    // What it does not name is that of the default theme.
    assert_eq!(built.main("methodology/"), default.main("methodology/"));
    let (sheet, plain) = (style(&built), style(default));
    let tokens = |css: &str| css.find("--paper: #fbf8f1").is_some();
    assert!(tokens(&sheet) && !tokens(&plain));
    let base = plain
        .find("*, *::before")
        .map(|at| &plain[at..])
        .expect("the rules");
    assert!(
        sheet.contains(base),
        "the rules of the default theme are kept"
    );
    assert!(
        sheet
            .trim_end()
            .ends_with("h1, h2, h3, h4 { letter-spacing: 0; }")
    );
    // Drawings that stand alone have the colours of the theme.
    assert!(built.file("attainment.svg").contains("#7a2318"));
    assert!(!default.file("attainment.svg").contains("#7a2318"));
}

#[test]
fn a_third_language_is_a_file_of_words() {
    let english =
        fs::read_to_string(repository().join("themes/default/i18n/en.toml")).expect("words");
    let french = english
        .replace("name = \"English\"", "name = \"Français\"")
        .replace("source = \"Source\"", "source = \"Origine\"")
        .replace("month_07 = \"July\"", "month_07 = \"juillet\"");
    let built = Project::new()
        .config("title = \"T\"\nlanguages = [\"en\", \"fr\"]\ntheme = \"mine\"\n[translations.fr]\ntitle = \"T\"\n")
        .languages(&["en", "fr"])
        .file("themes/mine/i18n/fr.toml", french)
        .data("x.csv", "area,people\nnorth,1234567\n")
        .described(|descriptor| {
            descriptor["resources"][0]["sources"] = serde_json::json!([{ "title": "The office" }]);
        })
        .page("content/a.md", "+++\ntitle = \"A\"\nsummary = \"A.\"\nkind = \"article\"\ndate = 2024-07-03\n+++\n```table\nid = \"t\"\ndata = \"x\"\nrows = [\"area\"]\nvalues = [\"people\"]\n```\n")
        .page("content/a.fr.md", "+++\ntitle = \"A\"\nsummary = \"A.\"\n+++\n```table\nid = \"t\"\n```\n")
        .build();
    let page = built.page("fr/a/");
    assert!(page.contains("<html lang=\"fr\">"), "{page}");
    assert!(
        page.contains("<time datetime=\"2024-07-03\">3 juillet 2024</time>"),
        "{page}"
    );
    assert!(page.contains("Origine: The office"), "{page}");
    // The digits are grouped as the language does, with a narrow space.
    assert!(page.contains(">1\u{202f}234\u{202f}567</data>"), "{page}");
    assert!(
        built
            .page("a/")
            .contains("hreflang=\"fr\" lang=\"fr\">Français</a>")
    );
}

#[test]
fn a_template_that_no_page_is_made_with_is_told() {
    let site = |name: &str| {
        Project::new()
            .config("title = \"T\"\nlanguages = [\"en\"]\ntheme = \"mine\"\n")
            .file(
                &format!("themes/mine/templates/{name}"),
                "{% extends \"page.html\" %}\n",
            )
            .build()
            .warnings()
    };
    assert_eq!(site("article.html"), [""; 0]);
    let told = site("articel.html");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("did you mean `article.html`?"), "{told:?}");
}
