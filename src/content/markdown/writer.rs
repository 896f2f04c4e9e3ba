//! From the parser's events to pieces: what needs no more than one event.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, Event, OffsetIter, Tag, TagEnd};

use super::heading;
use super::link::OpenLink;
use super::note::Notes;
use crate::content::body::{Body, Piece};
use crate::content::editorial::{Finding, Rules};
use crate::content::mask::{Masked, Part};
use crate::content::template::TemplatePart;
use crate::content::typed_number::{typed_in_words, typed_numbers};
use crate::diag::{Code, Diagnostic, Report, Source, Span};
use crate::expression::{Expression, parse as parse_expression};
use crate::markup::{escape, escape_into};

/// The parser's events with their places.
pub(super) type Events<'a> = OffsetIter<'a>;

/// Writes the pieces of one document.
pub(super) struct Writer<'a> {
    pub(super) source: &'a Source,
    /// The text of the document without front matter.
    pub(super) original: &'a str,
    pub(super) masked: &'a Masked<'a>,
    /// Where `original` begins in the file.
    pub(super) start: usize,
    pub(super) report: &'a mut Report,
    pub(super) body: Body,
    /// Markup that is not yet a piece.
    pub(super) buffer: String,
    pub(super) notes: Notes,
    /// How often each anchor was wanted.
    pub(super) ids: BTreeMap<String, usize>,
    pub(super) cells: TableState,
    pub(super) rules: &'a Rules,
    /// What an editor is told.
    pub(super) findings: Vec<Finding>,
    /// The level of the last heading; that of the title is 1.
    pub(super) level: u8,
    /// The links and phrases of another language that are open, the innermost last.
    pub(super) open: Vec<OpenLink>,
}

#[derive(Default)]
pub(super) struct TableState {
    /// How many tables have begun.
    count: usize,
    /// How many headings stand before the last table, and how many tables below that heading.
    below: (usize, usize),
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        source: &'a Source,
        start: usize,
        original: &'a str,
        masked: &'a Masked<'a>,
        rules: &'a Rules,
        report: &'a mut Report,
    ) -> Writer<'a> {
        Writer {
            source,
            original,
            masked,
            start,
            report,
            body: Body::default(),
            buffer: String::new(),
            notes: Notes::default(),
            ids: heading::reserved_ids(),
            cells: TableState::default(),
            rules,
            findings: Vec::new(),
            level: 1,
            open: Vec::new(),
        }
    }

    pub(super) fn event(
        &mut self,
        event: Event<'a>,
        range: &Range<usize>,
        events: &mut Events<'a>,
    ) {
        match event {
            Event::Start(tag) => self.start_tag(tag, range, events),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                let code = self.masked.unmask(&code, self.original);
                if let Some(OpenLink::Link { words, .. }) = self.open.last_mut() {
                    words.push_str(&code);
                }
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

    pub(super) fn start_tag(
        &mut self,
        tag: Tag<'a>,
        range: &Range<usize>,
        events: &mut Events<'a>,
    ) {
        match tag {
            Tag::Paragraph => self.buffer.push_str("<p>"),
            Tag::Heading { level, id, .. } => self.heading(level, id, range, events),
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
                self.table_start();
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
            Tag::DefinitionList => self.buffer.push_str("<dl class=\"terms\">\n"),
            Tag::DefinitionListTitle => self.term(events),
            Tag::DefinitionListDefinition => self.buffer.push_str("<dd>"),
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end_tag(&mut self, tag: TagEnd) {
        let markup = match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::BlockQuote(_) => "</blockquote>\n",
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::Table => "</tbody></table></section>\n",
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
            TagEnd::Link => self.link_end(),
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionListTitle
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => "",
        };
        self.buffer.push_str(markup);
    }

    /// A range of bytes of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.source
            .span(self.start + range.start..self.start + range.end)
    }

    /// Tells the editor of something at a place in the text.
    pub(super) fn find(&mut self, code: Code, range: &Range<usize>, message: String, hint: String) {
        self.findings.push(Finding {
            code,
            span: self.span(range.clone()),
            message,
            hint,
        });
    }

    pub(super) fn text(&mut self, text: &str, range: &Range<usize>) {
        self.report_open_braces(text, range);
        self.find_typed(range);
        self.read_words(text, range);
        for part in self.masked.parts(text) {
            match part {
                Part::Text(text) => escape_into(text, &mut self.buffer),
                Part::Expression(number) => {
                    if let Some(expression) = self.expression(number) {
                        self.push(Piece::Expression(expression));
                    }
                }
            }
        }
    }

    /// Text and parsed expressions of a text that the parser gave back.
    pub(super) fn template_parts(&mut self, text: &str, range: &Range<usize>) -> Vec<TemplatePart> {
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

    /// Notes the numbers typed into a part of the text.
    pub(super) fn find_typed(&mut self, range: &Range<usize>) {
        let place = |range| self.span(range);
        let typed = typed_numbers(&self.masked.text, range.clone(), &place);
        self.body.typed.extend(typed);
    }

    pub(super) fn expression(&mut self, number: usize) -> Option<Expression> {
        let span = self.masked.spans[number].clone();
        let inner = span.start + 2..span.end - 2;
        let place =
            |range: Range<usize>| self.span(inner.start + range.start..inner.start + range.end);
        let expression = parse_expression(&self.original[inner.clone()], &place)
            .map_err(|diagnostic| self.report.push(diagnostic))
            .ok()?;
        self.body.typed.extend(typed_in_words(&expression));
        Some(expression)
    }

    /// Two braces that opened no expression were not closed, unless a backslash stands before.
    pub(super) fn report_open_braces(&mut self, text: &str, range: &Range<usize>) {
        let escaped = || self.original[..range.start].ends_with('\\');
        let open = memchr::memmem::find(text.as_bytes(), b"{{");
        if let Some(at) = open.filter(|_| !escaped()) {
            let at = range.start + at;
            self.report.push(
                Diagnostic::error(Code::BadExpression, "these braces are never closed")
                    .at(self.span(at..at + 2))
                    .expected("`}}` before the end of the paragraph")
                    .hint("write `\\{{` for two braces"),
            );
        }
    }

    /// Begins a table. Markdown gives it no caption: it is called as the heading above it, for those
    /// who go through a page by its tables.
    fn table_start(&mut self) {
        let number = self.cells.count;
        self.cells.count += 1;
        self.buffer.push_str(&format!(
            "<section class=\"scroll\" tabindex=\"0\" aria-labelledby=\"table--{number}\"><table>\n<caption id=\"table--{number}\" class=\"visually-hidden\">"
        ));
        match self
            .body
            .headings
            .last()
            .map(|heading| heading.title.clone())
        {
            Some(title) => {
                for part in title.parts {
                    match part {
                        TemplatePart::Text(text) => escape_into(&text, &mut self.buffer),
                        TemplatePart::Expression(number) => self.push(Piece::Expression(number)),
                    }
                }
            }
            None => self.word("table.scroll"),
        }
        // Two tables below one heading are distinguished.
        let heading = self.body.headings.len();
        self.cells.below = match self.cells.below {
            (last, count) if last == heading => (heading, count + 1),
            _ => (heading, 1),
        };
        if self.cells.below.1 > 1 {
            self.buffer.push_str(&format!(" ({})", self.cells.below.1));
        }
        self.buffer.push_str("</caption>\n");
    }

    pub(super) fn table_cell(&mut self) {
        let right = self.cells.alignments.get(self.cells.column) == Some(&Alignment::Right);
        let element = match (self.cells.in_head, right) {
            (true, true) => "<th scope=\"col\" class=\"number\">",
            (true, false) => "<th scope=\"col\">",
            (false, true) => "<td class=\"number\">",
            (false, false) => "<td>",
        };
        self.buffer.push_str(element);
    }

    pub(super) fn word(&mut self, key: &'static str) {
        self.push(Piece::Word(key));
    }

    pub(super) fn push(&mut self, piece: Piece) {
        self.flush();
        self.body.pieces.push(piece);
    }

    pub(super) fn flush(&mut self) {
        if !self.buffer.is_empty() {
            self.body
                .pieces
                .push(Piece::Markup(Arc::from(&*self.buffer)));
            self.buffer.clear();
        }
    }
}
