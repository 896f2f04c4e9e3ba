//! The text of a page as HTML.

use crate::markup::Markup;
use crate::reference::PrintedNumber;
use crate::site::BodyPart;
use crate::table::StatusMark;

/// Writes parts that hold no figure.
pub(super) fn html(parts: &[BodyPart]) -> String {
    let mut text = String::new();
    for part in parts {
        write(part, &mut text);
    }
    text
}

/// Writes one part. Figures are written by their template.
pub(super) fn write(part: &BodyPart, text: &mut String) {
    match part {
        BodyPart::Markup(markup) => text.push_str(markup),
        BodyPart::Text(plain) => crate::markup::escape_into(plain, text),
        BodyPart::Number(number) => text.push_str(&number_html(number)),
        BodyPart::Link { href, title } => {
            // The end tag stands in the markup that follows.
            text.push_str("<a href=\"");
            text.push_str(&crate::markup::escape(href));
            if !title.is_empty() {
                text.push_str("\" title=\"");
                text.push_str(&crate::markup::escape(title));
            }
            text.push_str("\">");
        }
        BodyPart::Image {
            src,
            size,
            alt,
            title,
        } => {
            let mut markup = Markup::new();
            let mut attributes = vec![("src", src.as_str()), ("alt", alt), ("loading", "lazy")];
            // The room of an image is kept before it is there: nothing moves when it comes.
            let size = size.map(|(width, height)| (width.to_string(), height.to_string()));
            if let Some((width, height)) = &size {
                attributes.extend([("width", width.as_str()), ("height", height)]);
            }
            if !title.is_empty() {
                attributes.push(("title", title));
            }
            markup.empty("img", &attributes);
            text.push_str(&markup.finish());
        }
        BodyPart::Figure(_) => {}
    }
}

fn number_html(number: &PrintedNumber) -> String {
    let mut markup = Markup::new();
    markup.element("data", &[("value", &number.value)], &number.text);
    for mark in &number.marks {
        markup.text("\u{A0}");
        markup.finished(&mark_html(mark));
    }
    markup.finish()
}

/// A mark for the eye with its words for a screen reader.
pub(super) fn mark_html(mark: &StatusMark) -> String {
    let mut markup = Markup::new();
    markup.open("span", &[("class", "mark"), ("title", &mark.word)]);
    markup.element("span", &[("aria-hidden", "true")], &mark.mark);
    markup.element("span", &[("class", "visually-hidden")], &mark.word);
    markup.close();
    markup.finish()
}
