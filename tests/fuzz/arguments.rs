//! The command line of the harness.

use std::path::PathBuf;

use crate::supervise::Limits;
use crate::targets::Target;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// `cargo test` was asked for other tests.
    Nothing,
    /// What every `cargo test` does.
    Check,
    /// Inputs for some time.
    Fuzz,
    /// The same inputs again.
    Replay,
    /// A failing input, made smaller.
    Minimise,
    /// Files for cargo-fuzz.
    Corpus(PathBuf),
    /// Inputs in a process that is watched.
    Worker(PathBuf),
    /// The same inputs again in a process that is watched.
    WorkerReplay(PathBuf),
}

/// The arguments with their defaults.
#[derive(Clone, Debug)]
pub struct Arguments {
    /// What is asked for.
    pub task: Task,
    /// How long inputs are made.
    pub seconds: Option<f64>,
    /// What the inputs depend on.
    pub seed: Option<u64>,
    /// How many processes try inputs.
    pub workers: usize,
    /// What is fuzzed; everything when empty.
    pub targets: Vec<Target>,
    /// The files of a replay.
    pub files: Vec<PathBuf>,
    /// What an input may cost.
    pub limits: Limits,
    /// The first of the chains of inputs.
    pub first: u64,
    /// How many chains.
    pub chains: Option<u64>,
    /// Which of several workers this is.
    pub worker: u64,
    /// Whether only small sites are built.
    pub is_light: bool,
}

impl Arguments {
    /// Reads arguments, also those that every test of `cargo test` gets.
    pub fn parse(given: impl Iterator<Item = String>) -> Result<Arguments, String> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut arguments = Arguments {
            task: Task::Check,
            seconds: None,
            seed: None,
            workers: cores,
            targets: Vec::new(),
            files: Vec::new(),
            limits: Limits::default(),
            first: 0,
            chains: None,
            worker: 0,
            is_light: false,
        };
        let mut given = given.peekable();
        while let Some(name) = given.next() {
            let mut value = || given.next().ok_or(format!("`{name}` needs a value"));
            match name.as_str() {
                "--seconds" => {
                    arguments.seconds = Some(number(&name, &value()?)?);
                    if arguments.task == Task::Check {
                        arguments.task = Task::Fuzz;
                    }
                }
                "--seed" => arguments.seed = Some(number(&name, &value()?)?),
                "--workers" => arguments.workers = number(&name, &value()?)?,
                "--limit-seconds" => arguments.limits.seconds = number(&name, &value()?)?,
                "--limit-megabytes" => arguments.limits.megabytes = number(&name, &value()?)?,
                "--first" => arguments.first = number(&name, &value()?)?,
                "--chains" => arguments.chains = Some(number(&name, &value()?)?),
                "--worker-number" => arguments.worker = number(&name, &value()?)?,
                "--light" => arguments.is_light = true,
                "--target" => {
                    let name = value()?;
                    let target = Target::parse(&name);
                    arguments
                        .targets
                        .push(target.ok_or(format!("there is no target `{name}`"))?);
                }
                "--replay" => arguments.task = Task::Replay,
                "--minimise" => arguments.task = Task::Minimise,
                "--corpus" => arguments.task = Task::Corpus(value()?.into()),
                "--worker" => arguments.task = Task::Worker(value()?.into()),
                "--worker-replay" => arguments.task = Task::WorkerReplay(value()?.into()),
                "--list" => arguments.task = Task::Nothing,
                // The arguments of other tests.
                "--test-threads" | "--skip" | "--format" | "--color" => {
                    value()?;
                }
                option if option.starts_with('-') => {}
                file => arguments.files.push(file.into()),
            }
        }
        // A name in `cargo test NAME` chooses tests; this one is called fuzz.
        let is_chosen = |file: &PathBuf| "fuzz".contains(&*file.to_string_lossy());
        if arguments.task == Task::Check && !arguments.files.iter().all(is_chosen) {
            arguments.task = Task::Nothing;
        }
        Ok(arguments)
    }
}

fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, String> {
    let parsed = value.parse();
    parsed.map_err(|_| format!("`{name} {value}`: expected a number"))
}
