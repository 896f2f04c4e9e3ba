//! Links and images, of which it is resolved later where they lead; and phrases of another language,
//! which are written like links.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::writer::{Events, Writer};
use crate::content::body::{LinkTarget, Piece};
use crate::content::mask::Part;
use crate::content::template::{Template, TemplatePart};
use crate::diag::{Code, Diagnostic};
use crate::locale::Language;
use crate::markup::escape;

/// The address of a phrase begins with this: what follows is the tag of its language.
const LANGUAGE: &str = "lang:";

/// A link, or a phrase of another language that is written like one.
pub(super) enum OpenLink {
    Link {
        /// The words read so far.
        words: String,
        range: Range<usize>,
    },
    Phrase,
}

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
        if let Some(tag) = address.strip_prefix(LANGUAGE) {
            self.phrase(tag, range);
            return;
        }
        self.open.push(OpenLink::Link {
            words: String::new(),
            range: range.clone(),
        });
        let target = self.target(&address, range);
        self.push(Piece::Link {
            target,
            title: self.masked.unmask(title, self.original),
        });
    }

    /// Begins a phrase of another language.
    fn phrase(&mut self, tag: &str, range: &Range<usize>) {
        // Tags may be written in capitals too (BCP 47, section 2.1.1).
        if Language::parse(&tag.to_ascii_lowercase()).is_err() {
            let place = self.span(range.clone());
            self.report.push(
                Diagnostic::error(
                    Code::BadLinkTarget,
                    format!("`{tag}` is not a language tag"),
                )
                .at(place)
                .expected("a tag such as `lang:vi`"),
            );
        }
        self.open.push(OpenLink::Phrase);
        self.buffer
            .push_str(&format!("<span lang=\"{}\">", escape(tag)));
    }

    /// Ends a link or a phrase: the markup of its end.
    pub(super) fn link_end(&mut self) -> &'static str {
        match self.open.pop() {
            Some(OpenLink::Phrase) => "</span>",
            Some(OpenLink::Link { words, range }) => {
                if self.rules.is_vague(&words) {
                    let message = format!("`{}` does not say where this link leads", words.trim());
                    let hint = "take the name of what it leads to as its words".to_owned();
                    self.find(Code::VagueLink, &range, message, hint);
                }
                "</a>"
            }
            None => "</a>",
        }
    }

    /// Reads a text for the rules of editors: it is a part of the words of a link that is open, and
    /// may hold phrases of another language.
    pub(super) fn read_words(&mut self, text: &str, range: &Range<usize>) {
        if let Some(OpenLink::Link { words, .. }) = self.open.last_mut() {
            for part in self.masked.parts(text) {
                match part {
                    Part::Text(text) => words.push_str(text),
                    // A number says something.
                    Part::Expression(_) => words.push('0'),
                }
            }
        }
        if text.is_ascii()
            || self
                .open
                .iter()
                .any(|open| matches!(open, OpenLink::Phrase))
        {
            return;
        }
        for phrase in self.rules.foreign_phrases(text) {
            // Where letters were written in another way, the place is that of the whole text.
            let place = if text.len() == range.len() {
                range.start + phrase.start..range.start + phrase.end
            } else {
                range.clone()
            };
            let phrase = self.masked.unmask(&text[phrase], self.original);
            let message = format!(
                "`{phrase}` has letters that `{}` does not write",
                self.rules.language
            );
            let other = if self.rules.language.tag() == "vi" {
                "en"
            } else {
                "vi"
            };
            let hint = format!("name its language, as in `[{phrase}](lang:{other})`");
            self.find(Code::PhraseWithoutLanguage, &place, message, hint);
        }
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
                Event::Text(text) => {
                    self.find_typed(&range);
                    alt.parts.extend(self.template_parts(&text, &range));
                }
                Event::Code(text) => alt.parts.extend(self.template_parts(&text, &range)),
                Event::SoftBreak | Event::HardBreak => {
                    alt.parts.push(TemplatePart::Text(" ".into()));
                }
                _ => {}
            }
        }
        let is_blank = |part: &TemplatePart| match part {
            TemplatePart::Text(text) => text.trim().is_empty(),
            TemplatePart::Expression(_) => false,
        };
        if alt.parts.iter().all(is_blank) {
            let message = format!("the image `{address}` has no words for those who do not see it");
            let hint = "write between the square brackets what it tells".to_owned();
            self.find(Code::MissingAlternative, range, message, hint);
        } else if let Some(OpenLink::Link { words, .. }) = self.open.last_mut() {
            words.push_str("image");
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
            span: self.span(range.clone()),
        }
    }
}
