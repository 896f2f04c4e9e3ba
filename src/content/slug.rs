//! Slugs: the readable part of an address or anchor.

/// Lower-case ASCII letters and digits with single hyphens between words; marks are dropped and
/// đ becomes d. Empty when nothing of the text can be kept.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in any_ascii::any_ascii(text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if character != '\'' && !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_names_stay_readable() {
        assert_eq!(
            slug("Đảng ủy Khối các cơ quan tỉnh"),
            "dang-uy-khoi-cac-co-quan-tinh"
        );
        assert_eq!(slug("  What’s new – 2024? "), "whats-new-2024");
        assert_eq!(slug("—"), "");
    }
}
