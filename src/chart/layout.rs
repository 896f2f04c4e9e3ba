//! The widths for which a chart is drawn.

/// For which width a chart is drawn. Both drawings stand in a page; one is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// A view box 340 wide, for phones; shown from 285 pixels.
    Narrow,
    /// A view box 640 wide; shown from 600 pixels.
    Wide,
}

impl Layout {
    /// Both layouts.
    pub const ALL: [Layout; 2] = [Layout::Narrow, Layout::Wide];

    /// The name of the layout, which is a class and a part of ids.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Narrow => "narrow",
            Layout::Wide => "wide",
        }
    }

    /// The width of the view box.
    pub fn width(self) -> f64 {
        match self {
            Layout::Narrow => 340.0,
            Layout::Wide => 640.0,
        }
    }
}
