//! A small writer of well-formed markup: elements are closed in the order they were opened.

use super::escape::escape_into;

/// Markup under construction.
#[derive(Debug, Default)]
pub struct Markup {
    text: String,
    open: Vec<&'static str>,
}

impl Markup {
    /// An empty piece of markup.
    pub fn new() -> Markup {
        Markup::default()
    }

    /// Opens an element. Attribute values are escaped here; names are the caller's own.
    pub fn open(&mut self, element: &'static str, attributes: &[(&str, &str)]) {
        self.start(element, attributes);
        self.text.push('>');
        self.open.push(element);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        let element = self.open.pop().expect("every close has its open");
        self.text.push_str("</");
        self.text.push_str(element);
        self.text.push('>');
    }

    /// Writes an element without content, in the form that XML and SVG in HTML both read.
    pub fn empty(&mut self, element: &'static str, attributes: &[(&str, &str)]) {
        self.start(element, attributes);
        self.text.push_str("/>");
    }

    /// Writes escaped text.
    pub fn text(&mut self, text: &str) {
        escape_into(text, &mut self.text);
    }

    /// Writes an element with nothing but text in it.
    pub fn element(&mut self, element: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(element, attributes);
        self.text(text);
        self.close();
    }

    /// Writes markup that was made by another [`Markup`] and is complete in itself.
    pub fn finished(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// The markup. Every element has been closed.
    pub fn finish(self) -> String {
        assert!(self.open.is_empty(), "elements left open: {:?}", self.open);
        self.text
    }

    fn start(&mut self, element: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(element);
        for (name, value) in attributes {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            escape_into(value, &mut self.text);
            self.text.push('"');
        }
    }
}
