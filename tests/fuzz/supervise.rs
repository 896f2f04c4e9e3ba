//! Watches the processes that try inputs: what they died of, how long an input takes, and how much memory.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::arguments::Arguments;
use crate::endless::ENDLESS;
use crate::say;
use crate::targets::{Target, repository, work_folder};
use crate::worker::CASE;

/// How often the memory of a process is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// An input that hardly works is given up after so many times the time that it may work.
const PATIENCE: f64 = 6.0;

/// The unit of times in `/proc`, in seconds: the same on every Linux.
const TICK: f64 = 0.01;

/// How many failures of a worker are enough for one run.
const MOST_FAILURES: usize = 10;

/// Why a worker ended that met a template without an end: that is no failure, another takes its place.
pub const TEMPLATE: &str = "a template without an end";

/// How much of what a process said is kept.
const SAID: usize = 4000;

/// What an input may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long a build may take.
    pub seconds: f64,
    /// How much memory a process may have.
    pub megabytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            seconds: 10.0,
            megabytes: 2048,
        }
    }
}

/// What is tried.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How long.
    pub seconds: Option<f64>,
    /// How many chains of inputs each worker tries for each target, without a time.
    pub chains: Option<u64>,
    /// What the inputs depend on.
    pub seed: u64,
    /// How many processes try them.
    pub workers: usize,
    /// What is fuzzed; everything when empty.
    pub targets: Vec<Target>,
    /// Whether only small sites are built.
    pub is_light: bool,
    /// What an input may cost.
    pub limits: Limits,
}

impl Plan {
    /// What the command line asks for; a new seed where it names none.
    pub fn of(arguments: &Arguments) -> Plan {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let new = || {
            now.map_or(0, |now| {
                u64::from(now.subsec_nanos()) ^ (now.as_secs() << 20)
            })
        };
        Plan {
            seconds: arguments.seconds,
            chains: arguments.chains,
            seed: arguments.seed.unwrap_or_else(new),
            workers: arguments.workers.max(1),
            targets: arguments.targets.clone(),
            is_light: arguments.is_light,
            limits: arguments.limits,
        }
    }
}

/// What a process died of.
#[derive(Clone, Debug)]
pub struct Death {
    /// In a few words.
    pub why: String,
    /// What it said last.
    pub said: String,
}

impl Death {
    /// What two failures with one cause have in common.
    pub fn cause(&self) -> String {
        let first = self.said.lines().next().unwrap_or_default();
        let text = format!("{} {first}", self.why);
        text.chars()
            .filter(|c| !c.is_ascii_digit())
            .take(160)
            .collect()
    }
}

/// How many inputs were tried.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    runs: u64,
    published: u64,
    verified: u64,
    seconds: f64,
}

/// Tries inputs; whether all is well.
pub fn fuzz(plan: &Plan) -> bool {
    let began = Instant::now();
    let seed = plan.seed;
    say(&format!("fuzz: seed {seed}, {} workers", plan.workers));
    let workers = 0..plan.workers;
    let found = thread::scope(|scope| {
        let started: Vec<_> = workers
            .map(|worker| scope.spawn(move || supervise(plan, worker)))
            .collect();
        let ended = started
            .into_iter()
            .map(|worker| worker.join().expect("a worker is watched"));
        ended.collect::<Vec<_>>()
    });
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut failures = 0;
    for (one, failed) in found {
        failures += failed;
        for (target, count) in one {
            let sum = counts.entry(target).or_default();
            sum.runs += count.runs;
            sum.published += count.published;
            sum.verified += count.verified;
            sum.seconds += count.seconds;
        }
    }
    let mut all = 0;
    for (target, count) in &counts {
        all += count.runs;
        let each = count.runs as f64 / count.seconds.max(0.001);
        let (runs, published, verified) = (count.runs, count.published, count.verified);
        say(&format!(
            "{target:>14}: {runs:>6} inputs, {each:>6.1} a second and worker, {published} published, {verified} compared"
        ));
    }
    let seconds = began.elapsed().as_secs_f64();
    say(&format!(
        "fuzz: {all} inputs in {seconds:.0} s, seed {seed}, {failures} failures"
    ));
    failures == 0
}

/// Lets one worker try inputs, and another in its place when it dies.
fn supervise(plan: &Plan, worker: usize) -> (BTreeMap<String, Count>, usize) {
    let began = Instant::now();
    let folder = work_folder(&format!("{worker}"));
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let (mut failures, mut first) = (Vec::new(), 0);
    // Without a time, the workers share the targets.
    let kinds = if plan.targets.is_empty() {
        Target::ALL.len()
    } else {
        plan.targets.len()
    };
    let chains = plan
        .chains
        .map(|chains| (chains * kinds as u64).div_ceil(plan.workers as u64));
    loop {
        let mut command = own(&[]);
        command.args(["--worker"]).arg(&folder);
        let seed = plan.seed;
        command.args(["--seed", &seed.to_string(), "--first", &first.to_string()]);
        command.args(["--worker-number", &worker.to_string()]);
        if let Some(seconds) = plan.seconds {
            let left = (seconds - began.elapsed().as_secs_f64()).max(0.0);
            command.args(["--seconds", &left.to_string()]);
        }
        if let Some(chains) = chains {
            command.args(["--chains", &chains.to_string()]);
        }
        for target in &plan.targets {
            command.args(["--target", target.name()]);
        }
        if plan.is_light {
            command.arg("--light");
        }
        // One worker has threads inside of builds.
        command.env("RAYON_NUM_THREADS", if worker == 0 { "2" } else { "1" });
        let (mut chain, mut step, mut since) = (first, 0, Instant::now());
        let mut target = String::new();
        let died = watch(command, &folder, plan.limits, &mut |line| {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["begin", begun, number, steps] => {
                    begun.clone_into(&mut target);
                    chain = number.parse().unwrap_or(first);
                    step = steps.parse().unwrap_or(0);
                }
                ["end", target, is_published, is_verified] => {
                    let count = counts.entry(target.to_owned()).or_default();
                    count.runs += 1;
                    count.published += u64::from(is_published == "true");
                    count.verified += u64::from(is_verified == "true");
                    count.seconds += since.elapsed().as_secs_f64();
                    since = Instant::now();
                }
                _ => {}
            }
        });
        let Err(death) = died else { break };
        first = chain + 1;
        if death.why == TEMPLATE {
            say("fuzz: a template without an end, which the program would stop; no failure");
            continue;
        }
        let cause = format!("{target}: {}", death.cause());
        let is_known = failures.contains(&cause);
        failures.push(cause);
        if is_known {
            say(&format!("fuzz: once more: {target}: {}", death.cause()));
        } else {
            report(
                &folder,
                &death,
                &format!("seed {seed}, worker {worker}, chain {chain}, input {step}"),
            );
        }
        if failures.len() >= MOST_FAILURES {
            break;
        }
    }
    let _may_be_gone = fs::remove_dir_all(&folder);
    (counts, failures.len())
}

/// Keeps the input that failed, and says how to try it again.
fn report(folder: &Path, death: &Death, place: &str) {
    let case = fs::read(folder.join(CASE)).unwrap_or_default();
    let text = String::from_utf8_lossy(&case);
    let target = text.lines().find_map(|line| line.strip_prefix("target: "));
    let target = target.unwrap_or("unknown").to_owned();
    let hash = blake3::hash(&case).to_hex();
    let name = format!("target/fuzz/failures/{target}-{}", &hash[..12]);
    crate::targets::site::put(&repository().join(&name), &case);
    say(&format!(
        "\nfuzz: {target} failed: {}\n{}\n{place}\nagain: cargo test --all-features --test fuzz -- --replay {name}\nsmaller: the same with --minimise\n",
        death.why,
        death.said.trim_end(),
    ));
}

/// Tries inputs again; whether all is well.
pub fn replay(files: &[PathBuf], limits: Limits) -> bool {
    let folder = work_folder("replay");
    let mut is_sound = true;
    for file in files {
        if let Err(death) = try_again(file, &folder, limits) {
            say(&format!(
                "fuzz: {} failed: {}\n{}",
                file.display(),
                death.why,
                death.said.trim_end()
            ));
            is_sound = false;
        }
    }
    say(&format!("fuzz: {} files tried again", files.len()));
    is_sound
}

/// Tries one input again.
pub fn try_again(file: &Path, folder: &Path, limits: Limits) -> Result<(), Death> {
    let mut command = own(&[]);
    command.arg("--worker-replay").arg(folder).arg(file);
    let died = watch(command, folder, limits, &mut |_| {});
    let _may_be_gone = fs::remove_dir_all(folder);
    died.or_else(|death| {
        if death.why == TEMPLATE {
            Ok(())
        } else {
            Err(death)
        }
    })
}

/// This program with other arguments.
pub fn own(arguments: &[&str]) -> Command {
    let program = std::env::current_exe().expect("the program knows where it is");
    let mut command = Command::new(program);
    command.args(arguments).current_dir(repository());
    command
}

/// Runs a process until it ends by itself, dies, or takes more than it may.
pub fn watch(
    mut command: Command,
    folder: &Path,
    limits: Limits,
    on_line: &mut dyn FnMut(&str),
) -> Result<(), Death> {
    fs::create_dir_all(folder).expect("a folder can be made");
    let said = folder.join("said");
    let stderr = File::create(&said).expect("a file can be made");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(stderr);
    command.env("RUST_BACKTRACE", "0");
    let mut child = command.spawn().expect("the program can be started again");
    let lines = lines(&mut child);
    let (mut last, mut worked_before) = (Instant::now(), 0.0);
    let why = loop {
        match lines.recv_timeout(LOOK) {
            Ok(line) => {
                last = Instant::now();
                worked_before = work_time(child.id()).unwrap_or_default();
                on_line(&line);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break None,
        }
        // On a busy machine an input waits more than it works.
        let (waited, worked) = (last.elapsed().as_secs_f64(), work_time(child.id()));
        let is_busy = worked.is_none_or(|now| now - worked_before >= limits.seconds);
        if waited > limits.seconds && (is_busy || waited > limits.seconds * PATIENCE) {
            break Some(format!("hang: no end after {} s", limits.seconds));
        }
        let memory = most_memory(child.id());
        if memory.is_some_and(|memory| memory > limits.megabytes) {
            break Some(format!("memory: more than {} MB", limits.megabytes));
        }
    };
    if why.is_some() {
        let _may_be_dead = child.kill();
    }
    let status = child.wait().expect("a process that was started ends");
    if why.is_none() && status.success() {
        return Ok(());
    }
    if status.code() == Some(ENDLESS) {
        return Err(Death {
            why: TEMPLATE.to_owned(),
            said: String::new(),
        });
    }
    let bytes = fs::read(&said).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    Err(Death {
        why: why.unwrap_or_else(|| format!("crash: {status}")),
        said: text.chars().take(SAID).collect(),
    })
}

fn lines(child: &mut Child) -> Receiver<String> {
    let stdout = child.stdout.take().expect("the output is piped");
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

/// The most memory that a process ever had, in MB; nothing where the system does not say it.
pub fn most_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024)
}

/// How long a process has worked on all cores, in seconds; nothing where the system does not say it.
fn work_time(process: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name of the program is in brackets and may hold anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let times = fields.split_whitespace().skip(11).take(2);
    let ticks: Vec<u32> = times.map_while(|time| time.parse().ok()).collect();
    Some(f64::from(ticks.iter().sum::<u32>()) * TICK)
}
