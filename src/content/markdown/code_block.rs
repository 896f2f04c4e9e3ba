//! Code blocks, and the figures that are written as such.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};

use super::writer::{Events, Writer};
use crate::content::block::BlockKind;
use crate::content::block_file;
use crate::content::body::Piece;
use crate::diag::Code;
use crate::markup::escape;

impl<'a> Writer<'a> {
    pub(super) fn code_block(
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
            "<pre tabindex=\"0\"><code{class}>{}</code></pre>\n",
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
            let place = self.span(range.start..range.start + opening.len());
            self.report.push(
                place
                    .error(Code::BadBlock, "this block is never closed")
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
}
