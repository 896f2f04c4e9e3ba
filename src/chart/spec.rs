//! What a chart shows, with every reference resolved and every word final.
//!
//! A specification is made from an author's chart block and a slice of data elsewhere; here it is
//! only drawn. It holds everything that a drawing depends on.

use std::sync::Arc;

use super::grammar::{Mark, Stack};
use super::transform::Derived;
use crate::stats::{Number, Observation, Outline, Qualifier, Tile};

/// One chart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChartSpec {
    /// How data become shapes.
    pub mark: Mark,
    /// How several series are put on each other, if they are.
    pub stack: Stack,
    /// The places along the band or period axis, in drawing order.
    pub categories: Vec<Category>,
    /// At least one series; each has one datum per category.
    pub series: Vec<Series>,
    /// Small multiples: the same chart for each code of one more dimension. Then `series` holds the
    /// series of all panels, each with the name of its panel. Empty where there is one panel.
    pub panels: Vec<Panel>,
    /// On a map, the outlines of what lies about the categories and has no number of its own.
    pub surroundings: Vec<Arc<Outline>>,
    /// What is written into the chart besides its numbers.
    pub annotations: Vec<Annotation>,
    /// The name of the measure, as it stands in a sentence: `admissions`.
    pub measure: String,
    /// The unit of the measure, such as `persons`, if it is stated.
    pub unit: Option<String>,
    /// Whether every number is a whole one: then every tick is.
    pub integer: bool,
    /// Whether equal distances mean equal ratios: marks that compare lengths have no such scale.
    pub log: bool,
    /// The lowest and the highest number that the scale shows at least, if the author gives them.
    pub domain: Option<(Number, Number)>,
}

impl ChartSpec {
    /// Whether a series is not set off while others are.
    pub fn is_mass(&self, series: usize) -> bool {
        self.sets_off_series() && !self.series.get(series).is_some_and(|s| s.highlight)
    }

    /// Whether what is behind a category cannot be compared with what is before it, in a series.
    pub fn breaks_before(&self, series: usize, category: usize) -> bool {
        let shape = AnnotationShape::Break(category);
        let datum = self.series.get(series).and_then(|s| s.data.get(category));
        let is_break = |datum: &Datum| datum.observation.qualifiers.contains(Qualifier::Break);
        datum.is_some_and(is_break) || self.annotations.iter().any(|a| a.shape == shape)
    }

    /// Whether some series are set off from the others.
    pub fn sets_off_series(&self) -> bool {
        self.series.iter().any(|series| series.highlight)
    }

    /// Whether some categories are set off from the others.
    pub fn sets_off_categories(&self) -> bool {
        self.categories.iter().any(|category| category.highlight)
    }
}

/// A place along the band or period axis.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Category {
    /// The label, such as a name or a year.
    pub label: String,
    /// A second, quieter line, such as `first half`.
    pub note: Option<String>,
    /// The shorter name that the code list gives, used where the label does not fit.
    pub short: Option<String>,
    /// Start of the period in months since year 0, when the categories are periods that stand as
    /// far apart as they are.
    pub start_in_months: Option<i32>,
    /// Whether the author asked to set this one off.
    pub highlight: bool,
    /// Whether it stands for all categories beyond a limit together: then it is no category that
    /// could be the highest or lowest.
    pub is_rest: bool,
    /// Where it lies on a map.
    pub ground: Ground,
}

/// Where a category lies on a map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Nowhere: the chart is no map.
    #[default]
    None,
    /// Within an outline.
    Outline(Arc<Outline>),
    /// On a tile.
    Tile(Tile),
}

/// Something that is written into a chart; its text stands in the legend.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Annotation {
    /// What is drawn.
    pub shape: AnnotationShape,
    /// What readers are told.
    pub text: String,
}

/// What an annotation draws. Categories are given by their position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnnotationShape {
    /// A line at a number.
    Line(Number),
    /// A band from one category to another, both in it.
    Band(usize, usize),
    /// A break of all series before a category.
    Break(usize),
    /// A ring around the number of a category in the first series.
    Point(usize),
}

/// One of several charts that are drawn alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Panel {
    /// Its name.
    pub label: String,
    /// The shorter name that the code list gives, used where the label does not fit.
    pub short: Option<String>,
    /// Its series, in the order of all panels.
    pub series: Vec<Series>,
}

/// One value per category.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Series {
    /// The name of the series; shown when there are several.
    pub label: String,
    /// The shorter name that the code list gives, used where the label does not fit.
    pub short: Option<String>,
    /// Whether the author asked to set this one off from the others.
    pub highlight: bool,
    /// As many as there are categories, in their order.
    pub data: Vec<Datum>,
}

/// One observation as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Datum {
    /// The number or the reason for its absence.
    pub observation: Observation,
    /// The number as printed in the page's language, or the words for its absence.
    pub text: String,
    /// Whether the number covers only a part of a year while others cover a year or a target
    /// does. Drawn differently from a full year.
    pub part_of_year: bool,
    /// The target, if the chart has one and it is known for this datum.
    pub target: Option<Target>,
    /// What is derived from the number for the mark of the chart.
    pub derived: Derived,
}

impl Datum {
    /// Whether the number is not final: provisional, estimated or a forecast.
    pub fn is_preliminary(&self) -> bool {
        let qualifiers = self.observation.qualifiers;
        Qualifier::PRELIMINARY
            .iter()
            .any(|qualifier| qualifiers.contains(*qualifier))
    }
}

/// A planned number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// The planned number or the reason for its absence.
    pub observation: Observation,
    /// The number as printed in the page's language.
    pub text: String,
}
