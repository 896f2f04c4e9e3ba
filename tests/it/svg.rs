//! Reads a drawing as XML and checks what holds for every one.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use yearbook::chart::FontMetrics;

/// How far a text may lie outside or over another: coordinates are rounded to tenths.
const ROUNDING: f64 = 0.3;

struct Line {
    words: String,
    across: (f64, f64),
    down: (f64, f64),
}

#[derive(Default)]
struct Drawing {
    size: (f64, f64),
    title: String,
    description: String,
    lines: Vec<Line>,
}

/// A drawing is well-formed XML, has a title and a description, keeps every coordinate inside its
/// view box, and no text lies over another.
#[track_caller]
pub fn check(name: &str, svg: &str) {
    assert!(
        !svg.contains("NaN") && !svg.contains("inf\""),
        "{name}: a number that is none"
    );
    let drawing = read(name, svg);
    assert!(!drawing.title.is_empty(), "{name} has no title");
    assert!(!drawing.description.is_empty(), "{name} has no description");
    let apart = |a: (f64, f64), b: (f64, f64)| a.1 <= b.0 + ROUNDING || b.1 <= a.0 + ROUNDING;
    for (position, line) in drawing.lines.iter().enumerate() {
        let inside = line.across.0 >= -ROUNDING
            && line.across.1 <= drawing.size.0 + ROUNDING
            && line.down.0 >= -ROUNDING
            && line.down.1 <= drawing.size.1 + ROUNDING;
        assert!(inside, "{name}: `{}` leaves the view box", line.words);
        for other in &drawing.lines[position + 1..] {
            assert!(
                apart(line.across, other.across) || apart(line.down, other.down),
                "{name}: `{}` lies over `{}`",
                line.words,
                other.words
            );
        }
    }
}

fn read(name: &str, svg: &str) -> Drawing {
    let fonts = FontMetrics::load();
    let mut reader = Reader::from_str(svg);
    let mut drawing = Drawing::default();
    let mut open: Vec<BytesStart<'static>> = Vec::new();
    let mut words = String::new();
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|e| panic!("{name}: {e}"))
        {
            Event::Start(element) => {
                drawing.check(name, &element);
                words.clear();
                open.push(element.to_owned());
            }
            Event::Empty(element) => drawing.check(name, &element),
            Event::Text(part) => words.push_str(&part),
            Event::GeneralRef(reference) => words.extend(["&", &*reference, ";"]),
            Event::End(_) => {
                let element = open.pop().expect("what ends has begun");
                drawing.close(&element, &words, open.len(), &fonts);
                words.clear();
            }
            Event::Eof => return drawing,
            other => panic!("{name}: {other:?} is neither an element nor a text"),
        }
    }
}

impl Drawing {
    fn check(&mut self, name: &str, element: &BytesStart<'_>) {
        if let Some(view) = attribute(element, "viewBox") {
            let numbers: Vec<f64> = view.split(' ').map(|n| finite(name, n)).collect();
            self.size = (numbers[2], numbers[3]);
        }
        let number = |key| attribute(element, key).map(|n| finite(name, &n));
        let x = number("x").or_else(|| number("cx"));
        let y = number("y").or_else(|| number("cy"));
        let radius = number("r").unwrap_or(0.0);
        for (at, size, most) in [(x, "width", self.size.0), (y, "height", self.size.1)] {
            let Some(at) = at else { continue };
            let end = at + number(size).unwrap_or(0.0) + radius;
            assert!(at - radius >= 0.0 && end <= most, "{name}: {element:?}");
        }
        if let Some(path) = attribute(element, "d") {
            self.check_path(name, &path);
        }
    }

    /// The paths have the commands `M`, `L`, `H`, `V`, `Z`, and in outlines of areas the same with
    /// small letters, which count from the place before.
    fn check_path(&self, name: &str, path: &str) {
        let letter = |c: char| c.is_ascii_alphabetic();
        let spaced = path.replace('-', " -");
        let (mut x, mut y) = (0.0, 0.0);
        let mut rest = spaced.as_str();
        while let Some(at) = rest.find(letter) {
            let command = rest[at..].chars().next().expect("a command");
            let behind = &rest[at + 1..];
            let end = behind.find(letter).unwrap_or(behind.len());
            for (position, number) in behind[..end].split_whitespace().enumerate() {
                let value = finite(name, number);
                let across = match command.to_ascii_uppercase() {
                    'H' => true,
                    'V' => false,
                    _ => position % 2 == 0,
                };
                let (place, most) = if across {
                    (&mut x, self.size.0)
                } else {
                    (&mut y, self.size.1)
                };
                *place = if command.is_lowercase() {
                    *place + value
                } else {
                    value
                };
                // Sums of tenths are a little off.
                let inside = -0.01..=most + 0.01;
                assert!(inside.contains(place), "{name}: {value} in {path}");
            }
            rest = &behind[end..];
        }
    }

    fn close(&mut self, element: &BytesStart<'_>, words: &str, depth: usize, fonts: &FontMetrics) {
        match element.name().as_ref() {
            "title" if depth == 1 => words.clone_into(&mut self.title),
            "desc" if depth == 1 => words.clone_into(&mut self.description),
            "text" => self.line(element, words, fonts),
            _ => {}
        }
    }

    fn line(&mut self, element: &BytesStart<'_>, words: &str, fonts: &FontMetrics) {
        let number = |key| attribute(element, key).map(|n| finite(words, &n));
        let class = attribute(element, "class").unwrap_or_default();
        let size = number("font-size").expect("a text has a size");
        let (x, y) = (number("x"), number("y"));
        let (x, y) = (x.expect("a place"), y.expect("a place"));
        let bold = class.contains("strong") || class.contains("inside");
        let words = crate::built::unescaped(words);
        let width = fonts.width(&words, size, bold);
        let left = match attribute(element, "text-anchor").as_deref() {
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            _ => x,
        };
        // Digits stay below the height of stacked capitals.
        let (above, below) = if class.starts_with("value") {
            (0.85, 0.2)
        } else {
            (1.1, 0.25)
        };
        self.lines.push(Line {
            words,
            across: (left, left + width),
            down: (y - size * above, y + size * below),
        });
    }
}

fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let found = element.try_get_attribute(key);
    let found = found.expect("attributes are well-formed")?;
    Some(found.value.into_owned())
}

#[track_caller]
fn finite(name: &str, text: &str) -> f64 {
    let number: f64 = text
        .parse()
        .unwrap_or_else(|_| panic!("{name}: `{text}` is no number"));
    assert!(number.is_finite(), "{name}: `{text}` is not finite");
    number
}
