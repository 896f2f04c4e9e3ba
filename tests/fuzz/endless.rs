//! Templates that do not end, or fill the memory. The library lets them; the program ends itself, and so does
//! a worker, before its parent would call it a failure.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use yearbook::render::renderings;

use crate::supervise::most_memory;

/// The status of a worker that ended for that reason.
pub const ENDLESS: i32 = 3;

/// How long a page may take, in processor time: less than what is a failure.
const TIME: Duration = Duration::from_secs(5);

/// How much memory a process may have while a page is made, in MB: less than what is a failure.
const MEMORY: u64 = 1500;

/// How often is looked.
const LOOK: Duration = Duration::from_millis(20);

/// Whether templates are what is fuzzed: a page of another target has no reason to be slow.
static IS_ALLOWED: AtomicBool = AtomicBool::new(false);

/// Says whether the next inputs are templates.
pub fn allow(is_allowed: bool) {
    IS_ALLOWED.store(is_allowed, Ordering::Relaxed);
}

/// Watches over this process from now on.
pub fn watch() {
    thread::spawn(|| {
        loop {
            thread::sleep(LOOK);
            let current = renderings();
            let is_slow = current.iter().any(|one| one.clock.elapsed() > TIME);
            let is_large = || most_memory(std::process::id()).is_some_and(|most| most > MEMORY);
            let is_endless = is_slow || (!current.is_empty() && is_large());
            if is_endless && IS_ALLOWED.load(Ordering::Relaxed) {
                std::process::exit(ENDLESS);
            }
        }
    });
}
