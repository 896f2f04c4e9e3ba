//! The processor time of a thread, which another thread can ask for.

use std::time::Duration;

/// Counts the processor time of the thread that started it. Other threads may ask for it.
///
/// On Linux, a thread that waits for others or for a busy machine does not count. Elsewhere the time by
/// the clock counts.
#[derive(Clone, Copy, Debug)]
pub struct ThreadClock {
    thread: system::Thread,
    /// What the thread had taken when the clock was started.
    before: Duration,
}

impl ThreadClock {
    /// Starts a clock for the thread that asks.
    pub fn start() -> ThreadClock {
        ThreadClock {
            thread: system::Thread::own(),
            before: system::Thread::own_time(),
        }
    }

    /// What the thread has taken since, to a hundredth of a second; nothing once the thread has ended.
    pub fn elapsed(&self) -> Duration {
        self.thread.time().saturating_sub(self.before)
    }
}

/// Measures the processor time of the thread that started it, exactly and for that thread alone.
#[derive(Debug)]
pub struct Stopwatch(Duration);

impl Stopwatch {
    /// Starts to measure.
    pub fn start() -> Stopwatch {
        Stopwatch(system::Thread::own_time())
    }

    /// What the thread has taken since. The same thread must ask.
    pub fn elapsed(&self) -> Duration {
        system::Thread::own_time().saturating_sub(self.0)
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::time::Duration;

    use rustix::param::clock_ticks_per_second;
    use rustix::thread::{Pid, gettid};
    use rustix::time::{ClockId, clock_gettime};

    /// A thread of this process.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Thread(Pid);

    impl Thread {
        pub(super) fn own() -> Thread {
            thread_local! {
                static OWN: Pid = gettid();
            }
            Thread(OWN.with(|own| *own))
        }

        pub(super) fn own_time() -> Duration {
            let time = clock_gettime(ClockId::ThreadCPUTime);
            Duration::try_from(time).unwrap_or_default()
        }

        pub(super) fn time(self) -> Duration {
            self.ticks().map_or(Duration::ZERO, |ticks| {
                let a_second = clock_ticks_per_second().max(1);
                Duration::from_millis(ticks.saturating_mul(1000) / a_second)
            })
        }

        /// The time of the thread and of the kernel for it, in the unit of the system.
        fn ticks(self) -> Option<u64> {
            let path = format!("/proc/self/task/{}/stat", self.0.as_raw_nonzero());
            let stat = std::fs::read_to_string(path).ok()?;
            // The name of the thread may hold blanks; behind its bracket are fields 3 and following.
            let (_, fields) = stat.rsplit_once(')')?;
            let mut times = fields.split_whitespace().skip(11);
            let user: u64 = times.next()?.parse().ok()?;
            let kernel: u64 = times.next()?.parse().ok()?;
            Some(user + kernel)
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::sync::OnceLock;
    use std::time::{Duration, Instant};

    /// A thread of this process; which one makes no difference.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Thread;

    impl Thread {
        pub(super) fn own() -> Thread {
            Thread
        }

        pub(super) fn own_time() -> Duration {
            Thread::own().time()
        }

        pub(super) fn time(self) -> Duration {
            static FIRST: OnceLock<Instant> = OnceLock::new();
            let first = *FIRST.get_or_init(Instant::now);
            Instant::now().saturating_duration_since(first)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::hint::black_box;

    use super::*;

    #[test]
    fn another_thread_sees_what_a_thread_takes() {
        let (tell, received) = std::sync::mpsc::channel();
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        let worker = std::thread::spawn(move || {
            tell.send(ThreadClock::start()).expect("the test waits");
            let mut count = 0_u64;
            while stopped.try_recv().is_err() {
                count = black_box(count + 1);
            }
        });
        let clock = received.recv().expect("the worker has started");
        while clock.elapsed() < Duration::from_millis(50) {
            std::thread::yield_now();
        }
        stop.send(()).expect("the worker listens");
        worker.join().expect("the worker ends");
    }
}
