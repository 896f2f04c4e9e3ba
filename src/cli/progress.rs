//! Progress of a build: a bar on a terminal, lines for what takes long elsewhere, and a table of
//! times when it is asked for.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::say;
use crate::{Step, Watch};

/// Builds that are shorter than this show no bar: it would only flicker.
const QUIET: Duration = Duration::from_millis(300);

/// A step that takes longer is told in a line where there is no terminal.
const LONG: Duration = Duration::from_secs(1);

/// Shows what a build is at.
pub(super) struct Progress {
    began: Instant,
    bar: Option<ProgressBar>,
    with_lines: bool,
    steps: Mutex<Vec<Timed>>,
}

/// A step with when it began and ended.
struct Timed {
    step: Step,
    count: Option<usize>,
    began: Instant,
    ended: Option<Instant>,
    /// The memory of the process at its end, in bytes.
    memory: Option<u64>,
}

impl Progress {
    /// Progress on the terminal, or in lines where there is none; none of both when it is not
    /// wanted.
    pub(super) fn new(is_wanted: bool) -> Progress {
        let on_terminal = std::io::stderr().is_terminal();
        let bar = (is_wanted && on_terminal).then(|| {
            let bar = ProgressBar::hidden();
            bar.set_style(
                ProgressStyle::with_template("{msg:10} {bar:30} {pos}/{len} {per_sec} {elapsed}")
                    .expect("the template is sound"),
            );
            bar
        });
        Progress {
            began: Instant::now(),
            bar,
            with_lines: is_wanted && !on_terminal,
            steps: Mutex::new(Vec::new()),
        }
    }

    /// The build has ended.
    pub(super) fn finish(&self) {
        self.end_last();
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// A line for each step: how long it took, what it made, and the memory of the process.
    pub(super) fn timings(&self) -> String {
        let steps = self.steps.lock().expect("no thread panicked with it");
        let mut lines = vec![format!(
            "{:<10} {:>9} {:>10} {:>9}",
            "step", "seconds", "made", "MB"
        )];
        for timed in steps.iter() {
            let made = timed.count.map(|count| count.to_string());
            lines.push(format!(
                "{:<10} {:>9.3} {:>10} {:>9}",
                timed.step.name(),
                timed.took().as_secs_f64(),
                made.unwrap_or_default(),
                timed.memory.map(megabytes).unwrap_or_default(),
            ));
        }
        let peak = memory("VmHWM:").map(megabytes).unwrap_or_default();
        lines.push(format!(
            "{:<10} {:>9.3} {:>10} {peak:>9}",
            "all",
            self.began.elapsed().as_secs_f64(),
            "",
        ));
        lines.join("\n")
    }

    fn end_last(&self) {
        let mut steps = self.steps.lock().expect("no thread panicked with it");
        let Some(last) = steps.last_mut().filter(|last| last.ended.is_none()) else {
            return;
        };
        last.ended = Some(Instant::now());
        last.memory = memory("VmRSS:");
        let took = last.took();
        if self.with_lines && took >= LONG {
            let made = last.count.map(|count| format!(" {count}"));
            let made = made.unwrap_or_default();
            say(&format!(
                "{}:{made} in {:.1} s",
                last.step.name(),
                took.as_secs_f64()
            ));
        }
    }
}

impl Timed {
    fn took(&self) -> Duration {
        let ended = self.ended.unwrap_or_else(Instant::now);
        ended.duration_since(self.began)
    }
}

impl Watch for Progress {
    fn begins(&self, step: Step, count: Option<usize>) {
        self.end_last();
        self.steps
            .lock()
            .expect("no thread panicked with it")
            .push(Timed {
                step,
                count,
                began: Instant::now(),
                ended: None,
                memory: None,
            });
        let Some(bar) = &self.bar else { return };
        if self.began.elapsed() >= QUIET && bar.is_hidden() {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        bar.reset();
        bar.set_length(count.unwrap_or(0) as u64);
        bar.set_message(step.name());
        bar.tick();
    }

    fn made_one(&self) {
        if let Some(bar) = &self.bar {
            if bar.is_hidden() && self.began.elapsed() >= QUIET {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            bar.inc(1);
        }
    }
}

fn megabytes(bytes: u64) -> String {
    (bytes / 1_000_000).to_string()
}

/// What the system tells of the process's memory, in bytes.
#[cfg(target_os = "linux")]
fn memory(key: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// What the system tells of the process's memory is not known here.
#[cfg(not(target_os = "linux"))]
fn memory(_: &str) -> Option<u64> {
    None
}
