//! Drawings as PNG files, with the fonts that are compiled in and no others.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree};

use crate::chart;

/// The most pixels of a picture, which take four bytes each; a longer drawing has fewer a unit.
const MOST_PIXELS: f32 = 4e7;

/// Draws SVG files into PNG files. Made once and shared by reference.
#[derive(Debug)]
pub(in crate::render) struct Painter {
    fonts: Arc<Database>,
}

impl Painter {
    pub(in crate::render) fn new() -> Painter {
        let mut fonts = Database::new();
        for file in chart::FONTS {
            fonts.load_font_source(Source::Binary(Arc::new(file)));
        }
        for set in [
            Database::set_serif_family,
            Database::set_sans_serif_family,
            Database::set_cursive_family,
            Database::set_fantasy_family,
            Database::set_monospace_family,
        ] {
            set(&mut fonts, chart::FONT_FAMILY);
        }
        Painter {
            fonts: Arc::new(fonts),
        }
    }

    /// Draws one of our own drawings with so many pixels a unit. Equal drawings give equal bytes.
    pub(in crate::render) fn png(&self, svg: &str, density: f32) -> Vec<u8> {
        let options = Options {
            font_family: chart::FONT_FAMILY.to_owned(),
            fontdb: self.fonts.clone(),
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).expect("our own drawings are well-formed");
        let size = tree.size();
        let most = (MOST_PIXELS / (size.width() * size.height())).sqrt();
        let scale = density.min(most);
        let scaled = size.scale_by(scale).expect("a size can be scaled");
        let pixels = scaled.to_int_size();
        let mut picture =
            Pixmap::new(pixels.width(), pixels.height()).expect("a picture has a size");
        let transform = Transform::from_scale(scale, scale);
        resvg::render(&tree, transform, &mut picture.as_mut());
        picture
            .encode_png()
            .expect("a picture in memory can be written")
    }
}
