//! The first inputs of cargo-fuzz: every file of the repository's sites at its place, one a file.

use std::path::Path;

use crate::say;
use crate::seeds::Seeds;
use crate::targets::site::put;
use crate::targets::{Case, Target};

/// Writes a folder of inputs for each target.
pub fn write(folder: &Path) -> bool {
    let seeds = Seeds::new();
    let mut written = 0;
    for target in Target::ALL {
        for content in &seeds.kind(target).contents {
            let case = Case::of(target, content.clone());
            let hash = blake3::hash(&case.bytes()).to_hex();
            // A plain file is what cargo-fuzz changes best.
            put(&folder.join(target.name()).join(&hash[..16]), content);
            written += 1;
        }
    }
    say(&format!(
        "fuzz: {written} inputs below {}",
        folder.display()
    ));
    true
}
