//! Reads a drawing back: its ids, its texts and whether its coordinates lie in the view box.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::chart::FontMetrics;
use crate::chart::mark::Area;

/// A drawing as far as the tests look at it.
#[derive(Default)]
pub(super) struct Read {
    size: (f64, f64),
    pub(super) ids: Vec<String>,
    texts: Vec<(String, Area)>,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .try_get_attribute(name)
        .expect("attributes are well-formed")?;
    Some(found.value.into_owned())
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<f64> {
    attribute(element, name).map(|text| text.parse().expect("a finite number"))
}

pub(super) fn read(svg: &str, fonts: &FontMetrics) -> Read {
    let mut reader = Reader::from_str(svg);
    let mut read = Read::default();
    let mut text: Option<BytesStart<'static>> = None;
    let mut words = String::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(element) => {
                read.check(&element);
                words.clear();
                text = (element.name().as_ref() == "text").then(|| element.to_owned());
            }
            Event::Empty(element) => read.check(&element),
            Event::Text(part) => words.push_str(&part),
            Event::GeneralRef(name) => words.push(match &*name {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "#39" => '\'',
                other => panic!("an entity of another kind: {other}"),
            }),
            Event::End(_) => {
                if let Some(element) = text.take() {
                    read.text(&element, &words, fonts);
                }
            }
            Event::Eof => return read,
            Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => panic!("nothing but elements and text"),
        }
    }
}

impl Read {
    fn check(&mut self, element: &BytesStart<'_>) {
        if let Some(view) = attribute(element, "viewBox") {
            let numbers: Vec<f64> = view
                .split(' ')
                .map(|n| n.parse().expect("finite"))
                .collect();
            self.size = (numbers[2], numbers[3]);
        }
        self.ids.extend(attribute(element, "id"));
        let x = number(element, "x").or_else(|| number(element, "cx"));
        let y = number(element, "y").or_else(|| number(element, "cy"));
        let radius = number(element, "r").unwrap_or(0.0);
        for (at, size, most) in [(x, "width", self.size.0), (y, "height", self.size.1)] {
            let Some(at) = at else { continue };
            let end = at + number(element, size).unwrap_or(0.0) + radius;
            assert!(at - radius >= 0.0 && end <= most, "{element:?}");
        }
        if let Some(data) = attribute(element, "d") {
            self.check_path(&data);
        }
    }

    fn check_path(&self, data: &str) {
        let is_start = |c: char| c.is_alphabetic() || c == '-';
        let spaced: String = data
            .chars()
            .flat_map(|c| match c {
                c if c.is_alphabetic() => vec![' ', c, ' '],
                c if is_start(c) => vec![' ', c],
                c => vec![c],
            })
            .collect();
        let mut command = ' ';
        let mut is_x = true;
        let (mut x, mut y) = (0.0, 0.0);
        for part in spaced.split_whitespace() {
            if let Some(letter) = part.chars().next().filter(|c| c.is_alphabetic()) {
                command = letter;
                is_x = !command.eq_ignore_ascii_case(&'v');
                continue;
            }
            let value: f64 = part.parse().expect("a finite number");
            let (at, most) = if is_x {
                (&mut x, self.size.0)
            } else {
                (&mut y, self.size.1)
            };
            *at = if command.is_lowercase() {
                *at + value
            } else {
                value
            };
            assert!((-0.01..=most + 0.01).contains(at), "{value} in {data}");
            is_x = !is_x || command.eq_ignore_ascii_case(&'h');
        }
    }

    fn text(&mut self, element: &BytesStart<'_>, words: &str, fonts: &FontMetrics) {
        let class = attribute(element, "class").unwrap_or_default();
        let size = number(element, "font-size").expect("a text has a size");
        let least = if self.size.0 < 400.0 { 14.5 } else { 13.0 };
        assert!(size >= least, "{size}");
        let bold = class.contains("strong") || class.contains("inside");
        let width = fonts.width(words, size, bold);
        let (x, y) = (number(element, "x"), number(element, "y"));
        let (x, y) = (x.expect("a place"), y.expect("a place"));
        let left = match attribute(element, "text-anchor").as_deref() {
            None => x,
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            Some(other) => panic!("{other}"),
        };
        // Values are digits, which stay below the height of stacked capitals.
        let (above, below) = if class.starts_with("value") {
            (0.85, 0.2)
        } else {
            (1.1, 0.25)
        };
        let area = Area {
            across: (left, left + width),
            down: (y - size * above, y + size * below),
        };
        self.texts.push((words.to_owned(), area));
    }

    pub(super) fn check_texts(&self) {
        const ROUNDING: f64 = 0.3;
        for (index, (words, area)) in self.texts.iter().enumerate() {
            let inside = area.across.0 >= -ROUNDING
                && area.across.1 <= self.size.0 + ROUNDING
                && area.down.0 >= -ROUNDING
                && area.down.1 <= self.size.1 + ROUNDING;
            assert!(
                inside,
                "{words:?} leaves the view box: {area:?} in {:?}",
                self.size
            );
            let smaller = Area {
                across: (area.across.0 + ROUNDING, area.across.1 - ROUNDING),
                down: (area.down.0 + ROUNDING, area.down.1 - ROUNDING),
            };
            for (other, taken) in &self.texts[index + 1..] {
                assert!(
                    !smaller.overlaps(taken),
                    "{words:?} {area:?} on {other:?} {taken:?}"
                );
            }
        }
    }
}
