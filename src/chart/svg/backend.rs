//! The drawing backend: plotters draws on a canvas of tenths, this prints SVG.
//!
//! plotters' coordinates are whole numbers; a canvas ten times as large keeps one decimal.

use std::fmt;

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, text_anchor,
};

use super::path::{SCALE, path_data, ring_data, short, tenths};
use super::token::Token;
use crate::chart::font::FontMetrics;
use crate::markup::Markup;

/// The only way in which drawing can fail: plotters asked for something that SVG is not made of.
#[derive(Debug)]
pub(in crate::chart) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("single pixels are not drawn")
    }
}

impl std::error::Error for Refused {}

type Drawn = Result<(), DrawingErrorKind<Refused>>;

/// An SVG under construction.
pub(in crate::chart) struct SvgBackend<'a> {
    markup: Markup,
    size: (f64, f64),
    fonts: &'a FontMetrics,
}

impl<'a> SvgBackend<'a> {
    /// An empty drawing of a size in units of the view box.
    pub(in crate::chart) fn new(size: (f64, f64), fonts: &'a FontMetrics) -> SvgBackend<'a> {
        SvgBackend {
            markup: Markup::new(),
            size,
            fonts,
        }
    }

    /// Opens a group; what is drawn until it is closed belongs to it. A title names it.
    pub(in crate::chart) fn open_group(&mut self, attributes: &[(&str, &str)], title: &str) {
        self.markup.open("g", attributes);
        self.markup.element("title", &[], title);
    }

    /// Closes the group that was opened last.
    pub(in crate::chart) fn close_group(&mut self) {
        self.markup.close();
    }

    /// Draws unconnected lines as one element.
    pub(in crate::chart) fn draw_strokes(
        &mut self,
        strokes: impl IntoIterator<Item = (BackendCoord, BackendCoord)>,
        token: Token,
    ) {
        let data: String = strokes
            .into_iter()
            .map(|(from, to)| path_data([from, to]))
            .collect();
        self.draw_path_data(&data, token);
    }

    /// Draws closed lines as one filled element; what lies within an even number of them is not
    /// filled.
    pub(in crate::chart) fn draw_region<'r>(
        &mut self,
        rings: impl IntoIterator<Item = &'r [BackendCoord]>,
        token: Token,
    ) {
        let data: String = rings.into_iter().map(ring_data).collect();
        self.draw_path_data(&data, token);
    }

    /// What has been drawn.
    pub(in crate::chart) fn finish(self) -> String {
        self.markup.finish()
    }

    fn draw_path_data(&mut self, data: &str, token: Token) {
        if !data.is_empty() {
            let classes = token.classes();
            self.markup
                .empty("path", &[("class", &classes), ("d", data)]);
        }
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        let side = |length: f64| tenths(length).unsigned_abs();
        (side(self.size.0), side(self.size.1))
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Err(DrawingErrorKind::DrawingError(Refused))
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.draw_path_data(&path_data(path), Token::of_colour(style.color()));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        one: BackendCoord,
        other: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let (left, right) = (one.0.min(other.0), one.0.max(other.0));
        let (top, bottom) = (one.1.min(other.1), one.1.max(other.1));
        self.markup.empty(
            "rect",
            &[
                ("class", &Token::of_colour(style.color()).classes()),
                ("x", &short(left)),
                ("y", &short(top)),
                ("width", &short(right - left)),
                ("height", &short(bottom - top)),
            ],
        );
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        self.markup.empty(
            "circle",
            &[
                ("class", &Token::of_colour(style.color()).classes()),
                ("cx", &short(center.0)),
                ("cy", &short(center.1)),
                ("r", &short(i32::try_from(radius).unwrap_or(i32::MAX))),
            ],
        );
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vertices: I,
        style: &S,
    ) -> Drawn {
        let data = path_data(vertices);
        if !data.is_empty() {
            self.draw_path_data(&format!("{data}Z"), Token::of_colour(style.color()));
        }
        Ok(())
    }

    /// The position is the baseline of the text at its anchor.
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        position: BackendCoord,
    ) -> Drawn {
        let classes = Token::of_colour(style.color()).classes();
        let (x, y) = (short(position.0), short(position.1));
        let size = short(tenths(style.size() / SCALE));
        let mut attributes = vec![
            ("class", classes.as_str()),
            ("x", &x),
            ("y", &y),
            ("font-size", &size),
        ];
        match style.anchor().h_pos {
            text_anchor::HPos::Left => {}
            text_anchor::HPos::Center => attributes.push(("text-anchor", "middle")),
            text_anchor::HPos::Right => attributes.push(("text-anchor", "end")),
        }
        self.markup.element("text", &attributes, text);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Refused>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        let width = self.fonts.width(text, style.size() / SCALE, bold);
        Ok((
            tenths(width).unsigned_abs(),
            tenths(style.size() / SCALE).unsigned_abs(),
        ))
    }
}
