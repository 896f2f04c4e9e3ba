//! What a computation takes of the machine: the processor time of a thread, the memory of the process.

mod memory;
mod thread_clock;

pub use memory::{peak_memory, resident_memory};
pub use thread_clock::{Stopwatch, ThreadClock};
