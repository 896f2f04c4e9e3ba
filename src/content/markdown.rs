//! Markdown to pieces: finished markup between the places that only `site` can fill.
//!
//! `CommonMark` with tables, footnotes, strikethrough and heading ids. Raw HTML is reported and
//! left out. Headings of the first level become second-level ones: the first belongs to the title.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, OffsetIter, Options, Parser,
    Tag, TagEnd,
};

use super::block::{BlockKind, FigureBlock};
use super::block_file;
use super::expression::{Expression, parse as parse_expression};
use super::mask::{Masked, Part, mask};
use super::slug::slug;
use super::template::{Template, TemplatePart};
use crate::diag::{Code, Diagnostic, Location, Report, Source};
use crate::markup::escape;

/// Ids that pages have for other things than headings.
const RESERVED_IDS: [&str; 2] = ["content", "notes"];

/// The text of a document.
#[derive(Debug, Default)]
pub struct Body {
    /// The text in pieces, in reading order.
    pub pieces: Vec<Piece>,
    /// The headings in reading order.
    pub headings: Vec<Heading>,
    /// The figures in reading order; [`Piece::Figure`] counts into them.
    pub figures: Vec<FigureBlock>,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// From 2 to 6.
    pub level: u8,
    /// Its anchor, unique in the document.
    pub id: String,
    /// Its text.
    pub title: Template,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Finished markup.
    Markup(String),
    /// An expression, printed in place.
    Expression(Expression),
    /// The start tag of a link; its end is markup.
    Link {
        /// Where it leads.
        target: LinkTarget,
        /// Its tooltip.
        title: String,
    },
    /// An image.
    Image {
        /// Where it lies.
        target: LinkTarget,
        /// What it shows.
        alt: Template,
        /// Its tooltip.
        title: String,
    },
    /// The figure of this number.
    Figure(usize),
    /// A word of the interface, as text.
    Word(&'static str),
}

/// Where a link leads, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTarget {
    /// The address as written, with escapes resolved.
    pub address: String,
    /// The place of the whole link, in bytes of the file.
    pub span: Range<usize>,
}

/// Reads the text of a document from `start` to its end.
pub(super) fn parse(source: &Source, text: &str, start: usize, report: &mut Report) -> Body {
    let original = &text[start..];
    let masked = mask(original);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut writer = Writer {
        source,
        original,
        masked: &masked,
        start,
        report,
        body: Body::default(),
        buffer: String::new(),
        notes: Notes::default(),
        ids: RESERVED_IDS
            .iter()
            .map(|id| ((*id).to_owned(), 1))
            .collect(),
        cells: TableState::default(),
    };
    let mut events = Parser::new_ext(&masked.text, options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        writer.event(event, &range, &mut events);
    }
    writer.finish()
}

struct Writer<'a> {
    source: &'a Source,
    /// The text of the document without front matter.
    original: &'a str,
    masked: &'a Masked,
    /// Where `original` begins in the file.
    start: usize,
    report: &'a mut Report,
    body: Body,
    /// Markup that is not yet a piece.
    buffer: String,
    notes: Notes,
    /// How often each anchor was wanted.
    ids: BTreeMap<String, usize>,
    cells: TableState,
}

/// Footnotes by name; numbers follow their first reference.
#[derive(Default)]
struct Notes {
    numbers: BTreeMap<String, usize>,
    texts: BTreeMap<String, NoteText>,
}

/// The text of a footnote, and where it is defined.
struct NoteText {
    pieces: Vec<Piece>,
    place: Location,
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

#[derive(Default)]
struct TableState {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

type Events<'a> = OffsetIter<'a>;

impl<'a> Writer<'a> {
    fn event(&mut self, event: Event<'a>, range: &Range<usize>, events: &mut Events<'a>) {
        match event {
            Event::Start(tag) => self.start_tag(tag, range, events),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                let code = self.masked.unmask(&code, self.original);
                self.buffer.push_str("<code>");
                self.buffer.push_str(&escape(&code));
                self.buffer.push_str("</code>");
            }
            Event::InlineHtml(_) => self.raw_html(range),
            Event::FootnoteReference(name) => self.note_reference(&name),
            Event::SoftBreak => self.buffer.push('\n'),
            Event::HardBreak => self.buffer.push_str("<br>\n"),
            Event::Rule => self.buffer.push_str("<hr>\n"),
            // Blocks of HTML are read whole, at their start; the others are not switched on.
            Event::Html(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start_tag(&mut self, tag: Tag<'a>, range: &Range<usize>, events: &mut Events<'a>) {
        match tag {
            Tag::Paragraph => self.buffer.push_str("<p>"),
            Tag::Heading { level, id, .. } => self.heading(level, id, events),
            Tag::BlockQuote(_) => self.buffer.push_str("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.code_block(&kind, range, events),
            Tag::List(None) => self.buffer.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.buffer.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                self.buffer.push_str(&format!("<ol start=\"{first}\">\n"));
            }
            Tag::Item => self.buffer.push_str("<li>"),
            Tag::FootnoteDefinition(name) => self.note(&name, range, events),
            Tag::Table(alignments) => {
                self.cells.alignments = alignments;
                self.buffer
                    .push_str("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
                self.word("table.scroll");
                self.buffer.push_str("\"><table>\n");
            }
            Tag::TableHead => {
                self.cells.in_head = true;
                self.cells.column = 0;
                self.buffer.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.cells.column = 0;
                self.buffer.push_str("<tr>");
            }
            Tag::TableCell => self.table_cell(),
            Tag::Emphasis => self.buffer.push_str("<em>"),
            Tag::Strong => self.buffer.push_str("<strong>"),
            Tag::Strikethrough => self.buffer.push_str("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.link(link_type, &dest_url, &title, range);
            }
            Tag::Image {
                dest_url, title, ..
            } => self.image(&dest_url, &title, range, events),
            Tag::HtmlBlock => self.raw_html(range),
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        let markup = match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Table => "</tbody></table></div>\n",
            TagEnd::TableHead => {
                self.cells.in_head = false;
                "</tr></thead><tbody>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell => {
                self.cells.column += 1;
                if self.cells.in_head { "</th>" } else { "</td>" }
            }
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Link => "</a>",
            TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => "",
        };
        self.buffer.push_str(markup);
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        for part in self.template_parts(text, range) {
            match part {
                TemplatePart::Text(text) => self.buffer.push_str(&escape(&text)),
                TemplatePart::Expression(expression) => self.push(Piece::Expression(expression)),
            }
        }
    }

    /// Text and parsed expressions of a text that the parser gave back.
    fn template_parts(&mut self, text: &str, range: &Range<usize>) -> Vec<TemplatePart> {
        self.report_open_braces(text, range);
        let mut parts = Vec::new();
        for part in self.masked.parts(text) {
            match part {
                Part::Text(text) => parts.push(TemplatePart::Text(text.to_owned())),
                Part::Expression(number) => {
                    parts.extend(self.expression(number).map(TemplatePart::Expression));
                }
            }
        }
        parts
    }

    fn expression(&mut self, number: usize) -> Option<Expression> {
        let span = self.masked.spans[number].clone();
        let inner = span.start + 2..span.end - 2;
        let offset = self.start + inner.start;
        let place = |range: Range<usize>| offset + range.start..offset + range.end;
        parse_expression(&self.original[inner], self.source, &place)
            .map_err(|diagnostic| self.report.push(diagnostic))
            .ok()
    }

    /// Two braces that opened no expression were not closed, unless a backslash stands before.
    fn report_open_braces(&mut self, text: &str, range: &Range<usize>) {
        let escaped = self.original[..range.start].ends_with('\\');
        if let Some(at) = text.find("{{").filter(|_| !escaped) {
            let at = self.start + range.start + at;
            self.report.push(
                Diagnostic::error(Code::BadExpression, "these braces are never closed")
                    .at(self.source.location(at..at + 2))
                    .expected("`}}` before the end of the paragraph")
                    .hint("write `\\{{` for two braces"),
            );
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<CowStr<'a>>, events: &mut Events<'a>) {
        self.flush();
        let pieces_before = self.body.pieces.len();
        let mut title = Template::default();
        let mut plain = String::new();
        while let Some((event, range)) = events.next() {
            match &event {
                Event::End(TagEnd::Heading(_)) => break,
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
        let text = self.body.pieces.split_off(pieces_before);
        let level = (level as u8).max(2);
        let id = self.unique_id(id.map_or_else(|| slug(&plain), |id| slug(&id)));
        self.buffer.push_str(&format!("<h{level} id=\"{id}\">"));
        self.flush();
        self.body.pieces.extend(text);
        self.buffer.push_str(&format!("</h{level}>\n"));
        self.body.headings.push(Heading { level, id, title });
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

    fn code_block(
        &mut self,
        kind: &CodeBlockKind<'a>,
        range: &Range<usize>,
        events: &mut Events<'a>,
    ) {
        let mut text = String::new();
        let mut parts: Vec<Range<usize>> = Vec::new();
        for (event, range) in events.by_ref() {
            match event {
                Event::Text(part) => {
                    text.push_str(&part);
                    parts.push(range);
                }
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let figure = match language {
            "chart" => Some(BlockKind::Chart),
            "table" => Some(BlockKind::Table),
            _ => None,
        };
        if let Some(kind) = figure {
            self.figure(kind, range, &parts);
            return;
        }
        let text = self.masked.unmask(&text, self.original);
        let class = if language.is_empty() {
            String::new()
        } else {
            format!(" class=\"language-{}\"", escape(language))
        };
        self.buffer.push_str(&format!(
            "<pre><code{class}>{}</code></pre>\n",
            escape(&text)
        ));
    }

    /// Reads a figure. `parts` are the places of its lines; what stands between them, such as the
    /// `>` of a quote, is blanked, so that every place within the block stays that of the file.
    fn figure(&mut self, kind: BlockKind, range: &Range<usize>, parts: &[Range<usize>]) {
        let block = self.original[range.clone()].trim_end();
        let opening = block.lines().next().unwrap_or_default();
        let fence: String = opening
            .chars()
            .take_while(|c| matches!(c, '`' | '~'))
            .collect();
        let closed = block.lines().count() > 1
            && block
                .lines()
                .last()
                .is_some_and(|line| line.trim_end().ends_with(&fence));
        if !closed {
            let start = self.start + range.start;
            self.report.push(
                Diagnostic::error(Code::BadBlock, "this block is never closed")
                    .at(self.source.location(start..start + opening.len()))
                    .expected(format!("a line `{fence}` at its end")),
            );
            return;
        }
        let start = parts.first().map_or(range.start, |part| part.start);
        let mut toml = String::new();
        for part in parts {
            toml.extend(std::iter::repeat_n(' ', part.start - start - toml.len()));
            toml.push_str(&self.original[part.clone()]);
        }
        let offset = self.start + start;
        if let Some(block) = block_file::read(kind, self.source, &toml, offset, self.report) {
            self.push(Piece::Figure(self.body.figures.len()));
            self.body.figures.push(block);
        }
    }

    fn table_cell(&mut self) {
        let right = self.cells.alignments.get(self.cells.column) == Some(&Alignment::Right);
        let element = match (self.cells.in_head, right) {
            (true, true) => "<th scope=\"col\" class=\"number\">",
            (true, false) => "<th scope=\"col\">",
            (false, true) => "<td class=\"number\">",
            (false, false) => "<td>",
        };
        self.buffer.push_str(element);
    }

    fn link(&mut self, kind: LinkType, address: &str, title: &str, range: &Range<usize>) {
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

    fn target(&mut self, address: &str, range: &Range<usize>) -> LinkTarget {
        LinkTarget {
            address: self.masked.unmask(address, self.original),
            span: self.start + range.start..self.start + range.end,
        }
    }

    fn image(&mut self, address: &str, title: &str, range: &Range<usize>, events: &mut Events<'a>) {
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

    /// Reports a piece of raw HTML. Comments are for the author and are left out without a word.
    fn raw_html(&mut self, range: &Range<usize>) {
        let html = &self.original[range.clone()];
        let mut at = 0;
        while let Some(start) = html[at..].find(|c: char| !c.is_whitespace()) {
            at += start;
            let rest = &html[at..];
            let Some(end) = rest
                .strip_prefix("<!--")
                .and_then(|inner| inner.find("-->"))
            else {
                break;
            };
            at += "<!--".len() + end + "-->".len();
        }
        let rest = html[at..].trim();
        if rest.is_empty() {
            return;
        }
        let line = rest.lines().next().unwrap_or(rest);
        let shown: String = line.chars().take(40).collect();
        let start = self.start + range.start + at;
        self.report.push(
            Diagnostic::error(
                Code::RawHtml,
                format!("raw HTML is not published: `{shown}`"),
            )
            .at(self.source.location(start..start + line.len()))
            .expected("Markdown")
            .hint("write `\\<` for a literal `<`"),
        );
    }

    fn note_reference(&mut self, name: &str) {
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
    fn note(&mut self, name: &str, range: &Range<usize>, events: &mut Events<'a>) {
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
        let start = self.start + range.start;
        let place = self.source.location(start..start + name.len() + 3);
        let defined = NoteText { pieces, place };
        if let Some(twice) = self.notes.define(name, defined) {
            self.report.push(
                Diagnostic::error(
                    Code::DuplicateId,
                    format!("the footnote `{name}` is defined twice"),
                )
                .at(twice.place)
                .expected("one definition of each footnote"),
            );
        }
    }

    fn word(&mut self, key: &'static str) {
        self.push(Piece::Word(key));
    }

    fn push(&mut self, piece: Piece) {
        self.flush();
        self.body.pieces.push(piece);
    }

    fn flush(&mut self) {
        if !self.buffer.is_empty() {
            let markup = std::mem::take(&mut self.buffer);
            self.body.pieces.push(Piece::Markup(markup));
        }
    }

    fn finish(mut self) -> Body {
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
                    .at(text.place)
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
        self.body
    }
}
