//! Ends the program where a template does not: nothing in the language of templates stops a loop, or a text
//! that grows.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{EXIT_USAGE, say};
use crate::diag::limits::{TEMPLATE_MEMORY, TEMPLATE_TIME};
use crate::machine::resident_memory;
use crate::render::{Rendering, renderings};

/// How often is looked: a text doubles once or twice meanwhile, once it is large.
const TICK: Duration = Duration::from_millis(20);

/// Watches over everything that this process renders, from now on.
pub(super) fn start() {
    std::thread::spawn(|| {
        let mut watchdog = Watchdog::new(TEMPLATE_TIME, TEMPLATE_MEMORY);
        loop {
            std::thread::sleep(TICK);
            if let Some(problem) = watchdog.look(&renderings(), resident_memory) {
                say(&format!("yearbook: {problem}"));
                std::process::exit(i32::from(EXIT_USAGE));
            }
        }
    });
}

/// What it remembers from one look to the next.
struct Watchdog {
    most_time: Duration,
    most_memory: u64,
    /// The memory of the process when a rendering was first seen, by the number of the rendering.
    first_seen: BTreeMap<u64, u64>,
}

impl Watchdog {
    fn new(most_time: Duration, most_memory: u64) -> Watchdog {
        Watchdog {
            most_time,
            most_memory,
            first_seen: BTreeMap::new(),
        }
    }

    /// What is wrong with what is being rendered, if something is.
    fn look(&mut self, current: &[Rendering], memory: impl Fn() -> Option<u64>) -> Option<String> {
        // Where nothing is rendered, as after the last page, nothing is measured.
        let first = current.first()?.number;
        self.first_seen = self.first_seen.split_off(&first);
        let memory = memory().unwrap_or(0);
        current.iter().find_map(|rendering| {
            let before = *self.first_seen.entry(rendering.number).or_insert(memory);
            if memory.saturating_sub(before) > self.most_memory {
                return Some(self.too_large(rendering));
            }
            (rendering.clock.elapsed() > self.most_time).then(|| self.too_long(rendering))
        })
    }

    fn too_long(&self, Rendering { page, template, .. }: &Rendering) -> String {
        format!(
            "the template `{template}` did not finish the page /{page} within {} seconds of processor time; shorten its loops",
            self.most_time.as_secs(),
        )
    }

    fn too_large(&self, Rendering { page, template, .. }: &Rendering) -> String {
        format!(
            "the template `{template}` took more than {} GB of memory for the page /{page}; look for a text or a list in it that grows in a loop",
            self.most_memory >> 30,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::ThreadClock;

    fn rendering(number: u64) -> Rendering {
        Rendering {
            number,
            page: format!("p{number}/"),
            template: "page.html".to_owned(),
            clock: ThreadClock::start(),
        }
    }

    #[test]
    fn what_takes_too_long_is_named() {
        let current = [rendering(1), rendering(2)];
        let mut watchdog = Watchdog::new(Duration::from_millis(200), u64::MAX);
        assert_eq!(watchdog.look(&current, || None), None);
        // Both clocks are of this thread.
        while current[1].clock.elapsed() <= watchdog.most_time {
            std::hint::spin_loop();
        }
        let problem = watchdog.look(&current, || None);
        let problem = problem.expect("the first one takes too long");
        assert!(
            problem.contains("`page.html` did not finish the page /p1/"),
            "{problem}"
        );
        assert_eq!(watchdog.look(&[rendering(3)], || None), None);
    }

    #[test]
    fn only_memory_that_is_taken_while_a_page_is_rendered_counts() {
        let mut watchdog = Watchdog::new(Duration::MAX, 1000);
        let current = [rendering(1), rendering(2)];
        assert_eq!(watchdog.look(&current[..1], || Some(5000)), None);
        assert_eq!(watchdog.look(&current[1..], || Some(6500)), None);
        assert_eq!(watchdog.look(&current[1..], || Some(7500)), None);
        let problem = watchdog.look(&current[1..], || Some(7501));
        assert!(problem.is_some_and(|problem| problem.contains("/p2/")));
    }

    #[test]
    fn what_is_rendered_is_seen_by_others() {
        let pages = || -> Vec<String> {
            let current = renderings().into_iter();
            current.map(|rendering| rendering.page).collect()
        };
        let begun = Rendering::begin("seen/", "page.html");
        assert!(pages().contains(&"seen/".to_owned()));
        drop(begun);
        assert!(!pages().contains(&"seen/".to_owned()));
    }
}
