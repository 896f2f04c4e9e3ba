//! The parts of a file that a target is about.

use std::iter;
use std::ops::Range;

use crate::targets::Target;

/// Where inputs of a target differ from each other; the whole file where it has no such part.
pub fn parts(target: Target, content: &[u8]) -> Vec<Range<usize>> {
    let found = match target {
        Target::FrontMatter => front_matter(content),
        Target::Blocks => blocks(content),
        Target::Expressions => expressions(content),
        _ => Vec::new(),
    };
    if found.is_empty() {
        return iter::once(0..content.len()).collect();
    }
    found
}

fn lines(content: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    content
        .split_inclusive(|byte| *byte == b'\n')
        .map(move |line| {
            at += line.len();
            (at - line.len(), line)
        })
}

fn front_matter(content: &[u8]) -> Vec<Range<usize>> {
    let mut marks = lines(content).filter(|(_, line)| line.starts_with(b"+++"));
    let (first, second) = (marks.next(), marks.next());
    let range =
        first.map(|(start, line)| start + line.len()..second.map_or(content.len(), |s| s.0));
    range.into_iter().collect()
}

fn blocks(content: &[u8]) -> Vec<Range<usize>> {
    let mut marks = lines(content).filter(|(_, line)| line.starts_with(b"```"));
    let mut found = Vec::new();
    while let Some((start, _)) = marks.next() {
        let end = marks
            .next()
            .map_or(content.len(), |(at, line)| at + line.len());
        found.push(start..end);
    }
    // The Markdown around them is worth an input now and then.
    if !found.is_empty() {
        let text = front_matter(content).first().map_or(0, |front| front.end);
        found.push(text..content.len());
    }
    found
}

fn expressions(content: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (start, line) in lines(content) {
        let holds = |text: &[u8]| line.windows(text.len()).any(|part| part == text);
        if holds(b"value(") || holds(b"total(") || holds(b"==") {
            found.push(start..start + line.len());
        }
        let mut from = 0;
        while let Some(open) = find(&line[from..], b"{{") {
            let inside = from + open + 2;
            let close = find(&line[inside..], b"}}").unwrap_or(line.len() - inside);
            found.push(start + inside..start + inside + close);
            from = inside + close;
        }
    }
    found
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
