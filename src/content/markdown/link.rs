//! Links and images: where they lead is resolved later.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::writer::{Events, Writer};
use crate::content::body::{LinkTarget, Piece};
use crate::content::template::{Template, TemplatePart};

impl<'a> Writer<'a> {
    pub(super) fn link(
        &mut self,
        kind: LinkType,
        address: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        let address = match kind {
            LinkType::Email => format!("mailto:{address}"),
            _ => address.to_owned(),
        };
        let target = self.target(&address, range);
        self.push(Piece::Link {
            target,
            title: self.masked.unmask(title, self.original),
        });
    }

    pub(super) fn image(
        &mut self,
        address: &str,
        title: &str,
        range: &Range<usize>,
        events: &mut Events<'a>,
    ) {
        let target = self.target(address, range);
        let mut alt = Template::default();
        let mut depth = 0;
        for (event, range) in events.by_ref() {
            match event {
                Event::Start(Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) if depth == 0 => break,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text) | Event::Code(text) => {
                    alt.parts.extend(self.template_parts(&text, &range));
                }
                Event::SoftBreak | Event::HardBreak => {
                    alt.parts.push(TemplatePart::Text(" ".into()));
                }
                _ => {}
            }
        }
        self.push(Piece::Image {
            target,
            alt,
            title: self.masked.unmask(title, self.original),
        });
    }

    fn target(&mut self, address: &str, range: &Range<usize>) -> LinkTarget {
        LinkTarget {
            address: self.masked.unmask(address, self.original),
            span: self.start + range.start..self.start + range.end,
        }
    }
}
