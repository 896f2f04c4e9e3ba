//! Published paths on other systems: two that some of them take for one, and names that Windows refuses.

use std::collections::BTreeMap;

use icu_normalizer::ComposingNormalizerBorrowed;

/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Devices with a number behind them.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// What a path is on a system that tells neither case nor Unicode normalisation apart, as macOS and Windows.
pub(super) fn folded(path: &str) -> String {
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    let lower = normalizer.normalize(path).to_lowercase();
    normalizer.normalize(&lower).into_owned()
}

/// Pairs of paths, of files or of folders, that are one on some systems: each path with the first one that
/// it meets.
pub(super) fn alike<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Vec<(&'p str, &'p str)> {
    // Addresses made from texts are lower case: mostly there is nothing to compare.
    let is_plain = |path: &str| {
        path.bytes()
            .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    };
    if paths.clone().all(is_plain) {
        return Vec::new();
    }
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let mut pairs = Vec::new();
    for path in paths {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        for part in folders.chain([path]) {
            let known = first.entry(folded(part)).or_insert(part);
            if *known != part {
                pairs.push((part, *known));
                // What is below two such folders meets with them.
                break;
            }
        }
    }
    pairs.dedup();
    pairs
}

/// The first part of a path that Windows refuses as a name.
pub(super) fn refused_on_windows(path: &str) -> Option<&str> {
    path.split('/').find(|part| is_refused(part))
}

fn is_refused(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_lowercase();
    let is_numbered = NUMBERED_DEVICES.iter().any(|device| {
        let number = stem.strip_prefix(device);
        number.is_some_and(|n| matches!(n, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9"))
    });
    let has_sign = name.contains(['<', '>', ':', '"', '|', '?', '*', '\\']);
    DEVICES.contains(&stem.as_str()) || is_numbered || has_sign || name.ends_with(['.', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_differ_by_case_or_normalisation_are_alike() {
        let paths = ["Logo.png", "a/b", "A/c", "logo.png", "x", "e\u{301}", "é"];
        let pairs = alike(paths.into_iter());
        assert_eq!(
            pairs,
            [("A", "a"), ("logo.png", "Logo.png"), ("é", "e\u{301}")]
        );
        assert!(alike(["a", "b/c"].into_iter()).is_empty());
    }

    #[test]
    fn windows_refuses_devices_signs_and_dots_at_the_end() {
        for name in ["CON", "nul.csv", "a/com1.txt", "x.", "a:b", "y ", "aux"] {
            assert!(refused_on_windows(name).is_some(), "{name}");
        }
        for name in ["console", "com10", "a.b", ".nojekyll", "lpt"] {
            assert_eq!(refused_on_windows(name), None, "{name}");
        }
    }
}
