//! Progress of a build: a bar on a terminal, lines for what takes long elsewhere, and a table of
//! times when it is asked for.

use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::say;
use crate::machine::{peak_memory, resident_memory};
use crate::{Step, Watch};

/// Builds that are shorter than this show no bar: it would only flicker.
const QUIET: Duration = Duration::from_millis(300);

/// A step that takes longer gets a line where there is no terminal.
const LONG: Duration = Duration::from_secs(1);

/// Shows what a build is at.
pub(super) struct Progress {
    began: Instant,
    /// The bar, and on what it is drawn as soon as the build is known to take long.
    bar: Option<(ProgressBar, Mutex<Option<ProgressDrawTarget>>)>,
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
        if is_wanted && on_terminal {
            Progress::on(Some(ProgressDrawTarget::stderr()), false)
        } else {
            Progress::on(None, is_wanted)
        }
    }

    fn on(target: Option<ProgressDrawTarget>, with_lines: bool) -> Progress {
        Progress {
            began: Instant::now(),
            bar: target.map(|target| (ProgressBar::hidden(), Mutex::new(Some(target)))),
            with_lines,
            steps: Mutex::new(Vec::new()),
        }
    }

    /// The bar, once the build has taken so long that it is worth one.
    fn shown_bar(&self) -> Option<&ProgressBar> {
        let (bar, target) = self.bar.as_ref()?;
        if self.began.elapsed() < QUIET {
            return None;
        }
        if bar.is_hidden()
            && let Some(target) = target.lock().expect("no thread panicked with it").take()
        {
            bar.set_draw_target(target);
        }
        Some(bar)
    }

    /// The build has ended.
    pub(super) fn finish(&self) {
        self.end_last();
        if let Some((bar, _)) = &self.bar {
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
        let peak = peak_memory().map(megabytes).unwrap_or_default();
        lines.push(format!(
            "{:<10} {:>9.3} {:>10} {peak:>9}",
            "all",
            self.began.elapsed().as_secs_f64(),
            "",
        ));
        lines.join("\n")
    }

    /// Each step with how many milliseconds it took and how many things it made, if it counts them.
    pub(super) fn steps(&self) -> Vec<(&'static str, u128, Option<usize>)> {
        let steps = self.steps.lock().expect("no thread panicked with it");
        let steps = steps.iter();
        steps
            .map(|timed| (timed.step.name(), timed.took().as_millis(), timed.count))
            .collect()
    }

    fn end_last(&self) {
        let mut steps = self.steps.lock().expect("no thread panicked with it");
        let Some(last) = steps.last_mut().filter(|last| last.ended.is_none()) else {
            return;
        };
        last.ended = Some(Instant::now());
        last.memory = resident_memory();
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
        let Some((bar, _)) = &self.bar else { return };
        bar.set_style(style(count.is_some()));
        bar.reset();
        bar.set_length(count.unwrap_or(0) as u64);
        bar.set_message(step.name());
        if let Some(bar) = self.shown_bar() {
            bar.tick();
        }
    }

    fn made_one(&self) {
        let Some((bar, _)) = &self.bar else { return };
        bar.inc(1);
        self.shown_bar();
    }
}

/// How a step is shown, with a count of what it makes or without.
fn style(is_counted: bool) -> ProgressStyle {
    let template = if is_counted {
        "{msg:10} {bar:30} {human_pos} of {human_len}, {rate} a second"
    } else {
        "{msg:10} {elapsed}"
    };
    let style = ProgressStyle::with_template(template).expect("the template is sound");
    style.with_key("rate", |state: &ProgressState, text: &mut dyn Write| {
        let rate = u128::from(state.pos()) * 1000 / state.elapsed().as_millis().max(1);
        let rate = u64::try_from(rate).unwrap_or(u64::MAX);
        let _a_text_takes_all = write!(text, "{}", HumanCount(rate));
    })
}

fn megabytes(bytes: u64) -> String {
    (bytes / 1_000_000).to_string()
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    #[test]
    fn a_long_build_has_a_bar_with_counts_and_a_rate() {
        let terminal = InMemoryTerm::new(5, 80);
        let target = ProgressDrawTarget::term_like(Box::new(terminal.clone()));
        let progress = Progress::on(Some(target), false);
        progress.begins(Step::Pages, Some(2000));
        progress.made_one();
        assert_eq!(terminal.contents(), "", "a short build shows none");
        std::thread::sleep(QUIET);
        (0..1000).for_each(|_| progress.made_one());
        progress.begins(Step::Pages, Some(2000));
        (0..1000).for_each(|_| progress.made_one());
        std::thread::sleep(Duration::from_millis(100));
        progress.made_one();
        let shown = terminal.contents();
        assert!(shown.starts_with("pages"), "{shown}");
        assert!(
            shown.contains(" of 2,000, ") && shown.ends_with(" a second"),
            "{shown}"
        );
        progress.begins(Step::Audit, None);
        assert_eq!(terminal.contents(), "audit      0s");
        progress.finish();
        assert_eq!(terminal.contents(), "", "nothing is left of it");
    }
}
