//! Makes inputs smaller that fail: steps, lines and bytes are left out as long as the failure stays.

use std::fs;
use std::path::{Path, PathBuf};

use crate::say;
use crate::supervise::{Limits, try_again};
use crate::targets::site::put;
use crate::targets::{Case, work_folder};

/// How often a smaller input is tried.
const MOST_TRIALS: usize = 600;

/// Writes a smaller case beside each file; whether each failed at all.
pub fn minimise(files: &[PathBuf], limits: Limits) -> bool {
    files.iter().all(|file| one(file, limits))
}

fn one(file: &Path, limits: Limits) -> bool {
    let bytes = fs::read(file).unwrap_or_default();
    let case = Case::of_file(file, bytes);
    let place = file.with_extension("small");
    let mut smaller = Smaller {
        place: place.clone(),
        limits,
        cause: String::new(),
        trials: 0,
    };
    let Some(cause) = smaller.cause_of(&case) else {
        say(&format!("fuzz: {} does not fail", file.display()));
        return false;
    };
    say(&format!("fuzz: {cause}"));
    smaller.cause = cause;
    let case = smaller.steps(case);
    let case = smaller.pieces(case, |content| {
        content
            .split_inclusive(|byte| *byte == b'\n')
            .map(<[u8]>::len)
            .collect()
    });
    let case = smaller.pieces(case, |content| vec![1; content.len()]);
    put(&place, &case.bytes());
    say(&format!(
        "fuzz: {} after {} trials",
        place.display(),
        smaller.trials
    ));
    true
}

struct Smaller {
    place: PathBuf,
    limits: Limits,
    cause: String,
    trials: usize,
}

impl Smaller {
    fn cause_of(&mut self, case: &Case) -> Option<String> {
        self.trials += 1;
        put(&self.place, &case.bytes());
        let died = try_again(&self.place, &work_folder("minimise"), self.limits);
        // The file has another name than the one that failed first.
        died.err().map(|death| death.cause())
    }

    fn fails(&mut self, case: &Case) -> bool {
        self.trials < MOST_TRIALS && self.cause_of(case).as_deref() == Some(&self.cause)
    }

    fn steps(&mut self, mut case: Case) -> Case {
        let mut at = 0;
        while at < case.steps.len() && case.steps.len() > 1 {
            let mut without = case.clone();
            without.steps.remove(at);
            if self.fails(&without) {
                case = without;
            } else {
                at += 1;
            }
        }
        case
    }

    /// Leaves out pieces of every step, half of them at first and then fewer and fewer.
    fn pieces(&mut self, mut case: Case, lengths: impl Fn(&[u8]) -> Vec<usize>) -> Case {
        for step in 0..case.steps.len() {
            let mut size = lengths(&case.steps[step].content).len().div_ceil(2);
            while size > 0 {
                let mut at = 0;
                loop {
                    let content = &case.steps[step].content;
                    let lengths = lengths(content);
                    if at >= lengths.len() {
                        break;
                    }
                    let start: usize = lengths[..at].iter().sum();
                    let end = start + lengths[at..].iter().take(size).sum::<usize>();
                    let mut without = case.clone();
                    without.steps[step].content.drain(start..end);
                    if self.fails(&without) {
                        case = without;
                    } else {
                        at += size;
                    }
                }
                size = if size == 1 { 0 } else { size / 2 };
            }
        }
        case
    }
}
