//! What is being rendered at this moment, for whoever watches over the program: a template of a stranger
//! may never end, and nothing in the language of templates stops it.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::machine::ThreadClock;

/// All that is being rendered in this process, by number.
static CURRENT: Mutex<BTreeMap<u64, Rendering>> = Mutex::new(BTreeMap::new());

/// The number of the next one.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// A page that is being rendered.
#[derive(Clone, Debug)]
pub struct Rendering {
    /// Its number: no two of a process have the same, and a later one has a higher one.
    pub number: u64,
    /// The address of the page, without the first slash.
    pub page: String,
    /// The file name of the template.
    pub template: String,
    /// The processor time since it began.
    pub clock: ThreadClock,
}

/// Ends a rendering when it is dropped.
#[derive(Debug)]
#[must_use]
pub(crate) struct Begun(u64);

impl Rendering {
    pub(crate) fn begin(page: &str, template: &str) -> Begun {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let rendering = Rendering {
            number,
            page: page.to_owned(),
            template: template.to_owned(),
            clock: ThreadClock::start(),
        };
        let mut current = CURRENT.lock().expect("no thread panicked with it");
        current.insert(number, rendering);
        Begun(number)
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let mut current = CURRENT.lock().expect("no thread panicked with it");
        current.remove(&self.0);
    }
}

/// All that is being rendered in this process, the first that began first.
pub fn renderings() -> Vec<Rendering> {
    let current = CURRENT.lock().expect("no thread panicked with it");
    current.values().cloned().collect()
}
