//! How a text is set, in the form in which plotters hands it to the backend.

use std::convert::Infallible;

use plotters_backend::{
    BackendColor, BackendCoord, BackendTextStyle, FontFamily, FontStyle, text_anchor,
};

use super::path::SCALE;
use super::token::Token;
use crate::chart::label::Lettering;

/// Which end of a text stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chart) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// How a text is set. Its size is handed to plotters in units of the canvas.
#[derive(Clone, Copy, Debug)]
pub(in crate::chart) struct TextStyle {
    /// What the text is.
    pub(in crate::chart) token: Token,
    /// How large it is.
    pub(in crate::chart) lettering: Lettering,
    /// Which end of it stands at its position.
    pub(in crate::chart) anchor: Anchor,
}

impl BackendTextStyle for TextStyle {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.token.colour()
    }

    fn size(&self) -> f64 {
        self.lettering.size * SCALE
    }

    fn style(&self) -> FontStyle {
        if self.lettering.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        }
    }

    fn anchor(&self) -> text_anchor::Pos {
        let across = match self.anchor {
            Anchor::Start => text_anchor::HPos::Left,
            Anchor::Middle => text_anchor::HPos::Center,
            Anchor::End => text_anchor::HPos::Right,
        };
        text_anchor::Pos::new(across, text_anchor::VPos::Bottom)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, Draw: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: Draw,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}
