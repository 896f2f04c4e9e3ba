//! How wide text is, from the advance widths of a font that is compiled in.
//!
//! Readers see their own system's font, so every width carries a reserve. Fitting text into a
//! width is done in `label`.

use ttf_parser::Face;

/// The files of the font that is compiled in: regular and bold.
pub const FONTS: [&[u8]; 2] = [ttf_noto_sans::REGULAR, ttf_noto_sans::BOLD];

/// The name of the font that is compiled in.
pub const FONT_FAMILY: &str = "Noto Sans";

/// What readers' fallback fonts need more than Noto Sans: Vietnamese labels measured in Chromium
/// differ by up to 10 % between Liberation, Noto and `DejaVu`.
const RESERVE: f64 = 1.13;

/// Every character below this is looked up: Latin with Vietnamese, combining marks, punctuation,
/// currency and the minus sign.
const TABLE_END: u32 = 0x2300;

/// From here on scripts are as wide as they are high.
const WIDE_SCRIPTS: char = '\u{1100}';

/// In em, for a character that the font does not have.
const UNKNOWN: f64 = 0.62;

/// Height above the baseline in em that stacked Vietnamese capitals (Ẫ, Ỗ) need.
pub(super) const ASCENT: f64 = 1.125;

/// Depth below the baseline in em.
pub(super) const DESCENT: f64 = 0.25;

/// Distance of two baselines in em, so that stacked marks never touch the line above.
pub(super) const LINE: f64 = 1.4;

/// Advance widths of the regular and the bold cut. Made once and shared by reference.
#[derive(Debug)]
pub struct FontMetrics {
    regular: Vec<f64>,
    bold: Vec<f64>,
}

/// The sign before negative numbers, and its width in the widest of the fonts that readers have.
const MINUS: char = '\u{2212}';
const MINUS_WIDTH: f64 = 0.84;

impl FontMetrics {
    /// Reads the widths of the font that is compiled in; takes about a millisecond.
    pub fn load() -> FontMetrics {
        FontMetrics {
            regular: widths(FONTS[0]),
            bold: widths(FONTS[1]),
        }
    }

    /// The width of a text in the unit of `size`, with a reserve of 13 % for other fonts.
    pub fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let widths = if bold { &self.bold } else { &self.regular };
        let em: f64 = text.chars().map(|c| advance(widths, c)).sum();
        em * size * RESERVE
    }
}

fn advance(widths: &[f64], character: char) -> f64 {
    if character.is_control() {
        // Markup shows it as U+FFFD, which is as wide as it is high.
        return 1.0;
    }
    if character == MINUS {
        return MINUS_WIDTH;
    }
    match widths.get(character as usize) {
        Some(width) => *width,
        None if character >= WIDE_SCRIPTS && !('\u{1E00}'..'\u{2E80}').contains(&character) => 1.0,
        None => UNKNOWN,
    }
}

fn widths(font: &[u8]) -> Vec<f64> {
    let face = Face::parse(font, 0).expect("the font that is compiled in can be read");
    let em = f64::from(face.units_per_em());
    (0..TABLE_END)
        .map(|code| {
            char::from_u32(code)
                .and_then(|character| face.glyph_index(character))
                .and_then(|glyph| face.glyph_hor_advance(glyph))
                .map_or(UNKNOWN, |advance| f64::from(advance) / em)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_is_as_wide_as_its_base_letters() {
        let fonts = FontMetrics::load();
        let marked = fonts.width("Thành phố Hải Dương", 14.0, false);
        let bare = fonts.width("Thanh pho Hai Duong", 14.0, false);
        assert!((marked / bare - 1.0).abs() < 0.05, "{marked} {bare}");
        assert!(fonts.width("Hải", 14.0, true) > fonts.width("Hải", 14.0, false));
    }

    #[test]
    fn the_measured_label_keeps_its_reserve() {
        // 326 px is the widest of three fonts measured in Chromium at 16 px.
        let width = FontMetrics::load().width("Khu dân cư số 10, thôn Đồng Quỳnh Khê", 16.0, false);
        assert!((326.0..360.0).contains(&width), "{width}");
    }
}
