//! The grammar of charts: which marks there are, and what each takes.
//!
//! The words are those of Vega-Lite and Observable Plot. Everything that depends on the mark alone
//! stands in its row of this table; how a mark is laid out stands in a file of its own.

/// How data become shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Rows: a bar for the number, a perpendicular tick for its target.
    Bullet,
    /// Rows: horizontal bars, side by side or stacked where there are several series.
    Bar,
    /// Rows: a thin line that ends in a point.
    Lollipop,
    /// Rows: a point for each series.
    Dot,
    /// Rows: points of two or more series, joined by a line.
    Dumbbell,
    /// Rows: bars of two series that grow away from each other.
    Pyramid,
    /// Vertical bars, side by side or stacked where there are several series.
    Column,
    /// Lines over periods.
    Line,
    /// Filled lines over periods, stacked where there are several series.
    Area,
    /// Lines from a first to a last period.
    Slope,
    /// Cells of two dimensions, darker for higher numbers.
    Heatmap,
    /// Columns that count how many categories have numbers of about the same height.
    Histogram,
    /// Squares of a hundred: a share of a whole.
    Waffle,
    /// Areas on a map, darker for higher numbers.
    Choropleth,
    /// Areas as tiles of one size where they lie about, darker for higher numbers.
    Tilemap,
}

/// The channel on which the measure of a mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureOn {
    /// On `x`; `y` is the dimension of the rows.
    X,
    /// On `y`; `x` is the dimension of the categories.
    Y,
    /// On `color`; `y` is the dimension of the rows, `x` that of the columns.
    Color,
    /// On `color`; `area` is the dimension of what lies on a map.
    Map,
}

/// How many series a mark can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesCount {
    /// One: it has no `color`.
    One,
    /// One or several.
    Any,
    /// Several: `color` must be given.
    Several,
    /// Exactly two: `color` must be given.
    Two,
}

/// What the areas of a mark lie on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroundOf {
    /// The outlines of the areas on the earth.
    Outlines,
    /// Tiles of one size.
    Tiles,
}

/// What a mark takes.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row of a table, of which each cell is a yes or no"
)]
pub struct Grammar {
    /// The word that authors write.
    pub name: &'static str,
    /// Where the measure stands.
    pub measure: MeasureOn,
    /// How many series it shows.
    pub series: SeriesCount,
    /// Whether it can hold numbers against targets.
    pub target: bool,
    /// Whether several series can be stacked.
    pub stack: bool,
    /// Whether its categories are periods, in their order.
    pub over_time: bool,
    /// Whether lengths are compared, which begin at zero.
    pub from_zero: bool,
    /// Whether its numbers have a scale of which an author can say how far it reaches.
    pub domain: bool,
    /// Whether lines and bands can be written into it: it has an axis of numbers and one of
    /// categories.
    pub annotations: bool,
    /// Whether it has a row or a column for each category, of which it shows the first ones where there are
    /// very many.
    pub rows: bool,
    /// Whether it runs from a first to a last period and shows no other.
    pub two_periods: bool,
    /// Whether it shows a share of a whole: of a target, or of the declared total.
    pub whole: bool,
    /// Whether it counts its categories instead of showing each.
    pub bins: bool,
    /// Whether several series are put on each other unless the author says otherwise: behind each other
    /// they would hide each other.
    pub stacked: bool,
    /// Whether its series may be as many as there are.
    pub any_series: bool,
    /// What its categories lie on, if it is a map.
    pub ground: Option<GroundOf>,
    /// Whether series are distinguished by points rather than by filled shapes.
    pub points: bool,
    /// What its categories are called when they are counted: a key of the theme's words.
    pub counted: &'static str,
}

const ROWS: Grammar = Grammar {
    name: "bar",
    measure: MeasureOn::X,
    series: SeriesCount::Any,
    target: false,
    stack: false,
    over_time: false,
    from_zero: true,
    domain: true,
    annotations: true,
    points: false,
    rows: true,
    two_periods: false,
    whole: false,
    bins: false,
    stacked: false,
    any_series: false,
    ground: None,
    counted: "rows",
};

const POINTS: Grammar = Grammar {
    name: "dot",
    from_zero: false,
    points: true,
    ..ROWS
};

const MAP: Grammar = Grammar {
    name: "choropleth",
    measure: MeasureOn::Map,
    series: SeriesCount::One,
    from_zero: false,
    annotations: false,
    rows: false,
    ground: Some(GroundOf::Outlines),
    counted: "areas",
    ..ROWS
};

const CELLS: Grammar = Grammar {
    name: "heatmap",
    annotations: false,
    measure: MeasureOn::Color,
    series: SeriesCount::Several,
    rows: false,
    any_series: true,
    ..ROWS
};

const COLUMNS: Grammar = Grammar {
    name: "column",
    measure: MeasureOn::Y,
    counted: "categories",
    ..ROWS
};

const LINES: Grammar = Grammar {
    name: "line",
    over_time: true,
    from_zero: false,
    points: true,
    rows: false,
    counted: "points",
    ..COLUMNS
};

const BINS: Grammar = Grammar {
    name: "histogram",
    domain: false,
    annotations: false,
    rows: false,
    bins: true,
    series: SeriesCount::One,
    from_zero: false,
    ..ROWS
};

const SQUARES: Grammar = Grammar {
    name: "waffle",
    domain: false,
    annotations: false,
    rows: false,
    whole: true,
    series: SeriesCount::One,
    target: true,
    ..ROWS
};

impl Mark {
    /// Every mark.
    pub const ALL: [Mark; 15] = [
        Mark::Bullet,
        Mark::Bar,
        Mark::Lollipop,
        Mark::Dot,
        Mark::Dumbbell,
        Mark::Pyramid,
        Mark::Column,
        Mark::Line,
        Mark::Area,
        Mark::Slope,
        Mark::Heatmap,
        Mark::Histogram,
        Mark::Waffle,
        Mark::Choropleth,
        Mark::Tilemap,
    ];

    /// The mark of a name.
    pub fn parse(name: &str) -> Option<Mark> {
        Mark::ALL.into_iter().find(|mark| mark.name() == name)
    }

    /// The word that authors write for the mark.
    pub fn name(self) -> &'static str {
        self.grammar().name
    }

    /// How a message speaks of a chart with the mark: `a bar chart`, `an area chart`.
    pub fn with_article(self) -> String {
        let name = self.name();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {name} chart")
    }

    /// What the mark takes.
    pub const fn grammar(self) -> Grammar {
        match self {
            Mark::Bullet => Grammar {
                name: "bullet",
                annotations: false,
                series: SeriesCount::One,
                target: true,
                ..ROWS
            },
            Mark::Bar => Grammar {
                stack: true,
                ..ROWS
            },
            Mark::Lollipop => Grammar {
                name: "lollipop",
                series: SeriesCount::One,
                from_zero: true,
                ..POINTS
            },
            Mark::Dot => POINTS,
            Mark::Dumbbell => Grammar {
                name: "dumbbell",
                series: SeriesCount::Several,
                ..POINTS
            },
            Mark::Pyramid => Grammar {
                name: "pyramid",
                annotations: false,
                series: SeriesCount::Two,
                ..ROWS
            },
            Mark::Column => Grammar {
                stack: true,
                target: true,
                ..COLUMNS
            },
            Mark::Line => Grammar {
                target: true,
                ..LINES
            },
            Mark::Area => Grammar {
                name: "area",
                stack: true,
                stacked: true,
                from_zero: true,
                points: false,
                ..LINES
            },
            Mark::Slope => Grammar {
                name: "slope",
                annotations: false,
                two_periods: true,
                series: SeriesCount::Several,
                ..LINES
            },
            Mark::Histogram => BINS,
            Mark::Waffle => SQUARES,
            Mark::Choropleth => MAP,
            Mark::Tilemap => Grammar {
                name: "tilemap",
                ground: Some(GroundOf::Tiles),
                ..MAP
            },
            Mark::Heatmap => CELLS,
        }
    }
}

impl Grammar {
    /// Whether numbers are shown by classes of colour.
    pub const fn has_classes(self) -> bool {
        matches!(self.measure, MeasureOn::Color | MeasureOn::Map)
    }

    /// Whether the mark compares places on its scale and not lengths: only then can the scale be
    /// one of ratios, on which lengths mean nothing.
    pub const fn compares_places(self) -> bool {
        self.points && !self.from_zero
    }

    /// Whether the numbers of so many series are drawn as parts of stacks.
    pub fn draws_stacks(self, stack: Stack, series: usize) -> bool {
        self.stacked || (stack != Stack::None && series > 1)
    }

    /// Whether the mark can place its periods evenly or as far apart as they are.
    pub const fn spaces_periods(self) -> bool {
        matches!(self.measure, MeasureOn::Y)
    }
}

/// How series are put on each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stack {
    /// They stand beside each other.
    #[default]
    None,
    /// Each begins where the one before it ends.
    Zero,
    /// The same, and every whole is as long as the others: shares of 100 %.
    Normalize,
}

impl Stack {
    /// Every way of stacking with the word that authors write for it.
    pub const NAMES: [(&'static str, Stack); 2] =
        [("zero", Stack::Zero), ("normalize", Stack::Normalize)];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_has_a_name_of_its_own() {
        for mark in Mark::ALL {
            assert_eq!(Mark::parse(mark.name()), Some(mark));
        }
        assert_eq!(Mark::parse("pie"), None);
    }
}
