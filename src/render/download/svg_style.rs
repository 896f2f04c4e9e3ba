//! The style sheet inside a drawing that stands alone: the theme's rules for charts, in the light
//! colours.
//!
//! Programs for offices and pictures know neither variables nor media queries. What is left is
//! paint and type; where a drawing is shown in a page, and how large, is no matter of the drawing.

use std::collections::BTreeMap;

/// Selectors that belong to charts begin with this.
const CHART: &str = ".chart";

/// What the properties begin with that a drawing keeps.
const KEPT: [&str; 6] = ["fill", "stroke", "font", "paint-order", "opacity", "text-"];

/// How deep variables may name each other.
const DEEPEST: usize = 8;

/// Takes the rules for charts out of a theme's style sheet. A declaration that names an unknown
/// variable is left out, as a browser would do.
pub(in crate::render) fn chart_style(css: &str) -> String {
    let css = without_comments(css);
    let rules = rules(&css);
    let variables: BTreeMap<&str, &str> = rules
        .iter()
        .filter(|(selectors, _)| *selectors == ":root")
        .flat_map(|(_, body)| declarations(body))
        .filter(|(name, _)| name.starts_with("--"))
        .collect();
    let mut style = String::new();
    for (selectors, body) in &rules {
        let selectors: Vec<&str> = split(selectors, ',')
            .into_iter()
            .filter(|selector| selector.starts_with(CHART))
            .collect();
        let kept: Vec<String> = declarations(body)
            .filter(|(name, _)| KEPT.iter().any(|kept| name.starts_with(kept)))
            .filter_map(|(name, value)| {
                Some(format!("{name}:{}", resolved(value, &variables, DEEPEST)?))
            })
            .collect();
        if !selectors.is_empty() && !kept.is_empty() {
            style.push_str(&format!("{}{{{}}}\n", selectors.join(","), kept.join(";")));
        }
    }
    style
}

fn without_comments(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    text
}

/// The rules of the outermost level, each as its selectors and what stands in its braces. Rules
/// that hold only under a condition are passed over.
fn rules(css: &str) -> Vec<(&str, &str)> {
    let mut rules = Vec::new();
    let mut rest = css;
    while let Some(end) = position(rest, &['{', ';']) {
        let (prelude, behind) = (rest[..end].trim(), &rest[end + 1..]);
        if rest[end..].starts_with(';') {
            // A statement such as `@import`.
            rest = behind;
            continue;
        }
        let close = position(behind, &['}']).unwrap_or(behind.len());
        if !prelude.starts_with('@') {
            rules.push((prelude, &behind[..close]));
        }
        rest = behind.get(close + 1..).unwrap_or_default();
    }
    rules
}

/// The names and values in the braces of a rule.
fn declarations(body: &str) -> impl Iterator<Item = (&str, &str)> {
    split(body, ';').into_iter().filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        Some((name.trim(), value.trim()))
    })
}

/// The parts between separators that stand in no brackets and no quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(end) = position(rest, &[separator]) {
        parts.push(rest[..end].trim());
        rest = &rest[end + separator.len_utf8()..];
    }
    parts.push(rest.trim());
    parts
}

/// Where one of the characters first stands outside of brackets and quotes.
fn position(text: &str, wanted: &[char]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (Some(open), _) => quote = quote.filter(|_| character != open),
            (None, '"' | '\'') => quote = Some(character),
            (None, _) if depth == 0 && wanted.contains(&character) => return Some(at),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    None
}

/// A value with its variables replaced; `None` when one of them is unknown and has no other value
/// in its stead.
fn resolved(value: &str, variables: &BTreeMap<&str, &str>, deepest: usize) -> Option<String> {
    let Some(start) = value.find("var(") else {
        return Some(value.to_owned());
    };
    let inside = &value[start + "var(".len()..];
    let close = position(inside, &[')'])?;
    let (name, instead) = match position(&inside[..close], &[',']) {
        Some(comma) => (&inside[..comma], Some(inside[comma + 1..close].trim())),
        None => (&inside[..close], None),
    };
    let found = variables.get(name.trim()).copied().or(instead)?;
    let found = resolved(found, variables, deepest.checked_sub(1)?)?;
    let rest = resolved(&inside[close + 1..], variables, deepest)?;
    Some(format!("{}{found}{rest}", &value[..start]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paint_and_type_of_charts_are_left_in_light_colours() {
        let css = r#"
            @import "x.css";
            /* .chart .no { fill: red; } */
            :root { --ink: #123456; --s1: var(--ink); --sans: "A; {B}", sans-serif; }
            @media (prefers-color-scheme: dark) { :root { --ink: #fff; } .chart text { fill: red; } }
            a { color: var(--ink); }
            .chart { display: block; width: 100%; font-family: var(--sans); }
            .chart.wide { display: none; }
            @container (min-width: 37.5rem) { .chart.wide { display: block; } }
            td, .chart .bar, .chart-area .point { fill: var(--s1); stroke: var(--none, #000) }
            .chart .line { stroke: var(--unknown); stroke-width: 2px; }
        "#;
        assert_eq!(
            chart_style(css),
            ".chart{font-family:\"A; {B}\", sans-serif}\n\
             .chart .bar,.chart-area .point{fill:#123456;stroke:#000}\n\
             .chart .line{stroke-width:2px}\n"
        );
    }

    #[test]
    fn variables_that_name_each_other_in_a_circle_have_no_value() {
        let css = ":root { --a: var(--b); --b: var(--a); } .chart .bar { fill: var(--a); }";
        assert_eq!(chart_style(css), "");
    }

    #[test]
    fn a_style_sheet_that_ends_too_early_is_read_to_its_end() {
        for css in [
            ".chart .bar { fill: red",
            ".chart {",
            "/* ",
            ".chart .a{fill:var(--x",
        ] {
            assert!(!chart_style(css).contains("var("), "{css}");
        }
    }
}
