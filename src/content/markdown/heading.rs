//! Headings and terms, and their anchors.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, TagEnd};

use super::writer::{Events, Writer};
use crate::content::body::{Heading, Piece};
use crate::content::slug::slug;
use crate::content::template::{Template, TemplatePart};
use crate::diag::Code;

/// Ids that pages have for other things than headings.
const RESERVED_IDS: [&str; 2] = ["content", "notes"];

/// How often each anchor is taken before the first heading.
pub(super) fn reserved_ids() -> BTreeMap<String, usize> {
    RESERVED_IDS
        .iter()
        .map(|id| ((*id).to_owned(), 1))
        .collect()
}

/// A heading or a term.
struct Named {
    title: Template,
    /// Its text without expressions.
    plain: String,
    pieces: Vec<Piece>,
}

impl<'a> Writer<'a> {
    pub(super) fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'a>>,
        range: &Range<usize>,
        events: &mut Events<'a>,
    ) {
        let named = self.named(events);
        let level = (level as u8).max(2);
        if level > self.level + 1 {
            let message = format!(
                "this heading is of level {level} and the one before it of level {}",
                self.level
            );
            let signs = "#".repeat(usize::from(self.level) + 1);
            let hint = format!("write it with `{signs}`");
            self.find(Code::HeadingOrder, range, message, hint);
        }
        self.level = level;
        let id = self.unique_id(id.map_or_else(|| slug(&named.plain), |id| slug(&id)));
        self.buffer.push_str(&format!("<h{level} id=\"{id}\">"));
        self.push_all(named.pieces);
        self.buffer.push_str(&format!("</h{level}>\n"));
        let title = named.title;
        self.body.headings.push(Heading { level, id, title });
    }

    /// A term of a list of definitions, with an anchor of its own.
    pub(super) fn term(&mut self, events: &mut Events<'a>) {
        let named = self.named(events);
        let id = self.unique_id(slug(&named.plain));
        self.buffer.push_str(&format!("<dt><dfn id=\"{id}\">"));
        self.push_all(named.pieces);
        self.buffer.push_str("</dfn></dt>\n");
        self.body.terms.push(id);
    }

    /// Reads a heading or a term to its end.
    fn named(&mut self, events: &mut Events<'a>) -> Named {
        let before = std::mem::take(&mut self.buffer);
        let pieces_before = self.body.pieces.len();
        let mut title = Template::default();
        let mut plain = String::new();
        while let Some((event, range)) = events.next() {
            match &event {
                Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => break,
                Event::Text(text) | Event::Code(text) => {
                    for part in self.template_parts(text, &range) {
                        if let TemplatePart::Text(text) = &part {
                            plain.push_str(text);
                        }
                        title.parts.push(part);
                    }
                }
                _ => {}
            }
            self.event(event, &range, events);
        }
        self.flush();
        self.buffer = before;
        title.parts.shrink_to_fit();
        Named {
            title,
            plain,
            pieces: self.body.pieces.split_off(pieces_before),
        }
    }

    fn push_all(&mut self, pieces: Vec<Piece>) {
        for piece in pieces {
            match piece {
                // A text is one piece up to the next place that is filled later.
                Piece::Markup(markup) => self.buffer.push_str(&markup),
                other => self.push(other),
            }
        }
    }

    fn unique_id(&mut self, wanted: String) -> String {
        let wanted = if wanted.is_empty() {
            "section".to_owned()
        } else {
            wanted
        };
        let count = self.ids.entry(wanted.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            wanted
        } else {
            format!("{wanted}-{count}")
        }
    }
}
