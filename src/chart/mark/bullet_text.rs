//! Where the texts of a bullet row stand: the value and the label of the target.
//!
//! Each goes to the first place where it touches nothing: in or beside the bar, else on the line
//! of the category's label, else on a line of its own above the bar.

use super::bar_shape::{RING, SIGN};
use super::bullet_row::Along;
use super::taken_line::TakenLine;
use crate::chart::scene::{Anchor, Coordinate, Role, Shape, Token, Trait};
use crate::chart::sheet::{TextLine, baseline_centred_on, baseline_in_line};
use crate::chart::spec::Target;
use crate::stats::{Absence, Cell, Number};

/// From a bar or target to a text beside it.
const GAP: f64 = 6.0;
/// From the edges of a bar to a text in it.
const INSIDE: f64 = 8.0;
/// How much of a line a target's line takes to each side.
const TARGET: f64 = 2.0;

/// Which label of a target is wanted in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// None: another row says it.
    Nothing,
    /// One, if it fits beside the line.
    Beside,
    /// One, above the bar if need be.
    Anywhere,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Height {
    /// On the bar.
    Bar,
    /// On the last line of the label above the bar.
    Label,
    /// On a line above the bar, counted from the top.
    Above(usize),
}

/// The texts of a row, placed along it.
#[derive(Debug, Default)]
pub(super) struct RowText {
    texts: Vec<(TextLine, f64, Height)>,
    /// The heights of the lines above the bar.
    above: Vec<f64>,
    has_target_label: bool,
}

impl RowText {
    /// Whether the row says what its target is.
    pub(super) fn has_target_label(&self) -> bool {
        self.has_target_label
    }

    /// The height of the lines above the bar.
    pub(super) fn height_above(&self) -> f64 {
        self.above.iter().sum()
    }

    /// The texts, around a bar with this middle below lines that begin at `top`.
    pub(super) fn shapes(&self, middle: f64, top: f64, label_bottom: f64) -> Vec<Shape> {
        let shape = |(line, start, height): &(TextLine, f64, Height)| {
            let baseline = match height {
                Height::Bar => baseline_centred_on(middle, line.lettering),
                Height::Label => label_bottom - line.height() + baseline_in_line(line.lettering),
                Height::Above(count) => {
                    top + self.above.iter().take(*count).sum::<f64>()
                        + baseline_in_line(line.lettering)
                }
            };
            line.at(Coordinate::Fixed(*start), baseline, Anchor::Start)
        };
        self.texts.iter().map(shape).collect()
    }
}

/// Places the texts of a row. `label` is the line above the bar, in the narrow layout.
pub(super) fn row_text(along: &Along<'_>, label: Option<&TextLine>, wanted: Wanted) -> RowText {
    let (from, to) = along.edges;
    let mut bar = TakenLine::new(from, to);
    if let Some(target) = along.target {
        bar.take(target - TARGET, target + TARGET);
    }
    let label_line = label.map(|label| {
        let mut taken = TakenLine::new(0.0, to);
        let width = along.sheet.measure(&label.text, label.lettering);
        taken.take(0.0, 1.0 + width + GAP);
        taken
    });
    let mut placing = Placing {
        along,
        bar,
        label: label_line,
        above: Vec::new(),
        text: RowText::default(),
    };
    placing.value();
    match wanted {
        Wanted::Nothing => {}
        Wanted::Beside => placing.target(false),
        Wanted::Anywhere => placing.target(true),
    }
    placing.text
}

struct Placing<'a> {
    along: &'a Along<'a>,
    bar: TakenLine,
    label: Option<TakenLine>,
    above: Vec<TakenLine>,
    text: RowText,
}

impl Placing<'_> {
    fn value(&mut self) {
        let along = self.along;
        let (token, lettering, mut start) = match along.datum.observation.cell {
            Cell::Number(number) => (
                Token::new(Role::Value).when(along.highlight, Trait::Strong),
                along.sheet.label(along.highlight),
                along.end + if number.is_zero() { RING } else { 0.0 } + GAP,
            ),
            Cell::Absent(absence) => (
                Token::absent(absence),
                along.sheet.small(),
                along.zero + SIGN + GAP,
            ),
        };
        let most = along.edges.1 - along.edges.0 - SIGN - GAP;
        let text = along.sheet.fit_line(&along.datum.text, lettering, most);
        let mut line = TextLine {
            text,
            token,
            lettering,
        };
        if self.inside(&line) {
            return;
        }
        let width = along.sheet.measure(&line.text, lettering);
        if along.datum.observation.cell == Cell::Number(Number::ZERO) {
            start += 2.0;
        }
        self.bar.take(along.edges.0, start - GAP);
        let beside = [Some(start), along.target.map(|x| x + GAP + TARGET)];
        let beside = beside.into_iter().flatten().filter(|&x| x >= start);
        if let Some(x) = self.bar.place(beside, width) {
            line.token = token;
            self.text.texts.push((line, x, Height::Bar));
        } else {
            self.put_above(line, start - GAP - width / 2.0);
        }
    }

    /// Puts a value into its bar, if the bar is dark and wide enough and the target is not there.
    fn inside(&mut self, line: &TextLine) -> bool {
        let along = self.along;
        let lettering = along.sheet.label(true);
        let width = along.sheet.measure(&line.text, lettering);
        let room = along.end - along.zero - 2.0 * INSIDE;
        let is_number = along.datum.observation.value().is_some();
        if !is_number || !along.solid || width > room {
            return false;
        }
        let Some(start) = self.bar.place([along.zero + INSIDE], width) else {
            return false;
        };
        let inside = TextLine {
            text: line.text.clone(),
            token: Token::new(Role::Value).with(Trait::Inside),
            lettering,
        };
        self.text.texts.push((inside, start, Height::Bar));
        self.bar.take(along.edges.0, along.end);
        true
    }

    fn target(&mut self, above_too: bool) {
        let along = self.along;
        let Some(words) = self.target_words() else {
            return;
        };
        let lettering = along.sheet.small();
        let role = if along.target.is_some() {
            Role::TargetLabel
        } else {
            Role::Note
        };
        let most = along.edges.1 - along.edges.0 - GAP;
        let line = TextLine {
            text: along.sheet.fit_line(&words, lettering, most),
            token: Token::new(role),
            lettering,
        };
        let width = along.sheet.measure(&line.text, lettering);
        let starts = match along.target {
            Some(x) => vec![x - GAP - TARGET - width, x + GAP + TARGET],
            None => vec![self.end_of_value() + 3.0 * GAP],
        };
        if let Some(x) = self.bar.place(starts, width) {
            self.text.texts.push((line, x, Height::Bar));
            self.text.has_target_label = true;
        } else if above_too {
            let middle = along.target.unwrap_or(along.edges.1);
            self.put_above(line, middle - width / 2.0);
            self.text.has_target_label = true;
        }
    }

    fn target_words(&self) -> Option<String> {
        let words = self.along.sheet.locale.words();
        let named = |target: &Target| words.fill("chart.target", &[("value", &target.text)]);
        match &self.along.datum.target {
            Some(target) => match target.observation.cell {
                Cell::Absent(Absence::NotApplicable) => {
                    Some(words.get("chart.no_target").to_owned())
                }
                Cell::Number(_) | Cell::Absent(Absence::Missing | Absence::Suppressed) => {
                    Some(named(target))
                }
            },
            None => self
                .along
                .targets_matter
                .then(|| words.get("chart.no_target").to_owned()),
        }
    }

    fn end_of_value(&self) -> f64 {
        self.text
            .texts
            .iter()
            .filter(|(_, _, height)| *height == Height::Bar)
            .map(|(line, start, _)| start + self.along.sheet.measure(&line.text, line.lettering))
            .fold(self.along.end, f64::max)
    }

    /// Puts a text on the first line above the bar that has room for it.
    fn put_above(&mut self, line: TextLine, wanted: f64) {
        let width = self.along.sheet.measure(&line.text, line.lettering);
        if let Some(label) = &mut self.label
            && let start = label.clamp(wanted, width)
            && let Some(x) = label.place([start], width)
        {
            self.text.texts.push((line, x, Height::Label));
            return;
        }
        for (index, above) in self.above.iter_mut().enumerate() {
            let start = above.clamp(wanted, width);
            if let Some(x) = above.place([start], width) {
                self.text.texts.push((line, x, Height::Above(index)));
                return;
            }
        }
        let mut fresh = TakenLine::new(self.along.edges.0, self.along.edges.1);
        let start = fresh.clamp(wanted, width);
        fresh.take(start, start + width);
        self.text.above.push(line.height());
        self.text
            .texts
            .push((line, start, Height::Above(self.above.len())));
        self.above.push(fresh);
    }
}
