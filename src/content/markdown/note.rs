//! Footnotes: they may be defined anywhere and stand at the end of the document.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::writer::{Events, Writer};
use crate::content::body::{Body, Piece};
use crate::content::editorial::Finding;
use crate::diag::{Code, Diagnostic, Span};

/// Footnotes by name; numbers follow their first reference.
#[derive(Default)]
pub(super) struct Notes {
    numbers: BTreeMap<String, usize>,
    texts: BTreeMap<String, NoteText>,
}

/// The text of a footnote, and where it is defined.
struct NoteText {
    pieces: Vec<Piece>,
    place: Span,
}

impl Notes {
    /// The number of a footnote, and whether this is its first reference.
    fn refer(&mut self, name: &str) -> (usize, bool) {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(name.to_owned()).or_insert(next);
        (number, number == next)
    }

    /// Keeps the text of a footnote; a second text of the same name is given back.
    fn define(&mut self, name: &str, text: NoteText) -> Option<NoteText> {
        if self.texts.contains_key(name) {
            return Some(text);
        }
        self.texts.insert(name.to_owned(), text);
        None
    }
}

impl<'a> Writer<'a> {
    pub(super) fn note_reference(&mut self, name: &str) {
        let (number, first) = self.notes.refer(name);
        // The way back leads to the first reference.
        let id = if first {
            format!(" id=\"note-{number}-reference\"")
        } else {
            String::new()
        };
        self.buffer.push_str(&format!(
            " <a class=\"note-reference\"{id} href=\"#note-{number}\">["
        ));
        self.word("note.word");
        self.buffer.push_str(&format!(" {number}]</a>"));
    }

    /// Collects the text of a footnote, which may stand anywhere, for the end of the document.
    pub(super) fn note(&mut self, name: &str, range: &Range<usize>, events: &mut Events<'a>) {
        self.flush();
        let before = self.body.pieces.len();
        while let Some((event, range)) = events.next() {
            if event == Event::End(TagEnd::FootnoteDefinition) {
                break;
            }
            self.event(event, &range, events);
        }
        self.flush();
        let pieces = self.body.pieces.split_off(before);
        let place = self.span(range.start..range.start + name.len() + 3);
        let defined = NoteText { pieces, place };
        if let Some(twice) = self.notes.define(name, defined) {
            self.report.push(
                Diagnostic::error(
                    Code::DuplicateId,
                    format!("the footnote `{name}` is defined twice"),
                )
                .at(&twice.place)
                .expected("one definition of each footnote"),
            );
        }
    }

    pub(super) fn finish(mut self) -> (Body, Vec<Finding>) {
        let Notes { numbers, texts } = std::mem::take(&mut self.notes);
        let mut numbered: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
        for (name, text) in texts {
            match numbers.get(&name) {
                Some(number) => drop(numbered.insert(*number, text.pieces)),
                None => self.report.push(
                    Diagnostic::error(
                        Code::BrokenLink,
                        format!("nothing refers to the footnote `{name}`, so it would not be read"),
                    )
                    .at(&text.place)
                    .expected(format!("a reference `[^{name}]` in the text")),
                ),
            }
        }
        if !numbered.is_empty() {
            self.buffer
                .push_str("<section class=\"notes\" aria-labelledby=\"notes\">\n<h2 id=\"notes\">");
            self.word("note.title");
            self.buffer.push_str("</h2>\n<ol>\n");
            for (number, pieces) in numbered {
                self.buffer
                    .push_str(&format!("<li id=\"note-{number}\" value=\"{number}\">"));
                self.flush();
                self.body.pieces.extend(pieces);
                self.buffer
                    .push_str(&format!("<a href=\"#note-{number}-reference\">"));
                self.word("note.back");
                self.buffer.push_str("</a></li>\n");
            }
            self.buffer.push_str("</ol>\n</section>\n");
        }
        self.flush();
        // Bodies are kept until the last page is made, and there may be many.
        self.body.pieces.shrink_to_fit();
        self.body.headings.shrink_to_fit();
        (self.body, self.findings)
    }
}
