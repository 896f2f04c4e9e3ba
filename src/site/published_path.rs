//! Published paths on other systems: two that some of them take for one, and names that Windows refuses.

use std::borrow::Cow;
use std::collections::BTreeMap;

use icu_normalizer::ComposingNormalizerBorrowed;

/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Devices with a number behind them.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// The numbers: also those that are raised, which Windows takes for the same.
const NUMBERS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"];

/// What a path is on a system that tells neither case nor Unicode normalisation apart, as macOS and Windows:
/// with full case folding, so that `ß` is `ss`, and a small letter is the same at the end of a word.
pub(super) fn folded(path: &str) -> Cow<'_, str> {
    if is_plain(path) {
        return Cow::Borrowed(path);
    }
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    let composed = normalizer.normalize(path);
    let letters = composed.chars().flat_map(char::to_lowercase);
    let letters = letters.flat_map(|letter| {
        // No system takes the letter without a dot for the one with a dot, though their capitals meet.
        let is_kept = letter == 'ı';
        let capitals = (!is_kept).then(|| letter.to_uppercase());
        let kept = is_kept.then_some(letter);
        kept.into_iter().chain(capitals.into_iter().flatten())
    });
    let lower: String = letters.flat_map(char::to_lowercase).collect();
    Cow::Owned(normalizer.normalize(&lower).into_owned())
}

/// Pairs of paths, of files or of folders, that are one on some systems: each path with another one that
/// it meets.
pub(super) fn alike<T>(paths: &BTreeMap<String, T>) -> Vec<(&str, &str)> {
    let mut first: BTreeMap<Cow<'_, str>, &str> = BTreeMap::new();
    let mut pairs = Vec::new();
    // Addresses made from texts are lower case: mostly there is nothing to compare.
    for path in paths.keys().filter(|path| !is_plain(path)) {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        for part in folders
            .chain([path.as_str()])
            .filter(|part| !is_plain(part))
        {
            let folded = folded(part);
            let known = existing(paths, &folded).or_else(|| first.get(folded.as_ref()).copied());
            match known.filter(|known| *known != part) {
                Some(known) => {
                    pairs.push((part, known));
                    // What is below two such folders meets with them.
                    break;
                }
                None => {
                    first.entry(folded).or_insert(part);
                }
            }
        }
    }
    pairs.dedup();
    pairs
}

fn is_plain(path: &str) -> bool {
    path.bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// The file or folder at a path, if there is one.
fn existing<'p, T>(paths: &'p BTreeMap<String, T>, path: &str) -> Option<&'p str> {
    let own = paths.get_key_value(path).map(|(path, _)| path.as_str());
    own.or_else(|| {
        let folder = format!("{path}/");
        let (below, _) = paths.range(folder.clone()..).next()?;
        below.starts_with(&folder).then(|| &below[..path.len()])
    })
}

/// The first part of a path that Windows refuses as a name.
pub(super) fn refused_on_windows(path: &str) -> Option<&str> {
    path.split('/').find(|part| is_refused(part))
}

fn is_refused(name: &str) -> bool {
    let has_sign = name.contains(['<', '>', ':', '"', '|', '?', '*', '\\']);
    has_sign || name.ends_with(['.', ' ']) || is_device(name)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let (begin, number) = stem.split_at_checked(3).unwrap_or_default();
    DEVICES
        .iter()
        .any(|device| device.eq_ignore_ascii_case(stem))
        || (NUMBERED_DEVICES
            .iter()
            .any(|device| device.eq_ignore_ascii_case(begin))
            && NUMBERS.contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_differ_by_case_or_normalisation_are_alike() {
        let map = |paths: &[&str]| -> BTreeMap<String, usize> {
            let paths = paths.iter().enumerate();
            paths.map(|(at, path)| ((*path).to_owned(), at)).collect()
        };
        let paths = [
            "Logo.png", "a/b", "A/c", "A/d", "logo.png", "x", "B/C", "b", "e\u{301}", "é", "Z",
            "Y/Q",
        ];
        assert_eq!(
            alike(&map(&paths)),
            [
                ("A", "a"),
                ("B", "b"),
                ("Logo.png", "logo.png"),
                ("e\u{301}", "é")
            ]
        );
        assert!(alike(&map(&["a", "b/c", "D/E", "D/F"])).is_empty());
    }

    #[test]
    fn letters_that_are_one_in_some_capitals_are_alike() {
        for (one, other) in [
            ("ΑΣ", "ας"),
            ("ΑΣ.txt", "ασ.txt"),
            ("ας", "ασ"),
            ("ſ.txt", "s.txt"),
            ("µ", "μ"),
            ("straße", "STRASSE"),
            ("STRAẞE", "strasse"),
            ("ﬁ", "fi"),
            ("\u{212A}", "k"),
            ("Ạ\u{302}", "ậ"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
        for (one, other) in [("x²", "x2"), ("ı", "i"), ("đ", "d"), ("a", "á")] {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
    }

    #[test]
    fn windows_refuses_devices_signs_and_dots_at_the_end() {
        for name in [
            "CON",
            "nul.csv",
            "a/com1.txt",
            "COM¹.txt",
            "LPT².csv",
            "CONIN$",
            "conout$.txt",
            "x.",
            "a:b",
            "y ",
            "aux",
        ] {
            assert!(refused_on_windows(name).is_some(), "{name}");
        }
        for name in ["console", "com10", "a.b", ".nojekyll", "lpt"] {
            assert_eq!(refused_on_windows(name), None, "{name}");
        }
    }
}
