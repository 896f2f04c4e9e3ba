//! Fuzzing that stays: changed files of every kind are built into sites, in processes that are watched. A
//! panic, a crash, a build of 10 s, 2 GB of memory, and an incremental build that differs from one from
//! nothing are failures.
//!
//! ```text
//! cargo test --test fuzz                       what failed once or is hard, and a few inputs
//! cargo test --test fuzz -- --seconds 3600     as long as you like; --seed N, --target NAME, --workers N
//! cargo test --test fuzz -- --replay FILE      one input again
//! cargo test --test fuzz -- --minimise FILE    makes an input smaller that fails
//! cargo test --test fuzz -- --corpus FOLDER    writes the first inputs for cargo-fuzz
//! ```

mod arguments;
mod corpus;
mod endless;
mod minimise;
mod mutate;
mod parts;
mod random;
mod seeds;
mod self_test;
mod supervise;
mod targets;
mod worker;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use arguments::{Arguments, Task};
use supervise::{Limits, Plan};
use targets::repository;

/// The seed of the inputs that every `cargo test` tries.
const FIXED_SEED: u64 = 1;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(problem) => {
            say(&format!("fuzz: {problem}"));
            return ExitCode::from(2);
        }
    };
    let is_sound = match &arguments.task {
        Task::Nothing => true,
        Task::Worker(folder) => {
            worker::work(&arguments, folder);
            true
        }
        Task::WorkerReplay(folder) => {
            worker::replay(&arguments.files, folder);
            true
        }
        Task::Replay => supervise::replay(&arguments.files, arguments.limits),
        Task::Minimise => minimise::minimise(&arguments.files, arguments.limits),
        Task::Corpus(folder) => corpus::write(folder),
        Task::Fuzz => supervise::fuzz(&Plan::of(&arguments)),
        Task::Check => check(&arguments),
    };
    ExitCode::from(u8::from(!is_sound))
}

/// What every `cargo test` does: the harness itself, what failed once, and a few inputs of each target.
fn check(arguments: &Arguments) -> bool {
    // Elsewhere on the machine other tests run at the same time.
    let limits = Limits {
        seconds: arguments.limits.seconds * 6.0,
        ..arguments.limits
    };
    let regressions = regressions();
    let is_sound = self_test::run(arguments.limits) & supervise::replay(&regressions, limits);
    is_sound
        & supervise::fuzz(&Plan {
            chains: Some(1),
            seed: FIXED_SEED,
            is_light: true,
            workers: 2,
            limits,
            ..Plan::of(arguments)
        })
}

/// Inputs that failed once, and a few hard ones.
fn regressions() -> Vec<PathBuf> {
    let folder = repository().join("tests/fuzz/regressions");
    let files = targets::site::tree(&folder).into_keys();
    files.map(|path| folder.join(path)).collect()
}

/// Writes a line for people.
fn say(text: &str) {
    let _nobody_reads = writeln!(std::io::stderr(), "{text}");
}
