//! A check that cannot fail is worth nothing: targets that fail on purpose, each of which must be reported.

use std::thread;

use crate::say;
use crate::supervise::{Death, Limits, own, watch};
use crate::targets::{Target, work_folder};

/// How long the target may take that never ends.
const SHORT: f64 = 2.0;

/// How much memory the target may take that takes more and more.
const LITTLE: u64 = 300;

/// Lets every such target fail; whether all were reported as what they are.
pub fn run(limits: Limits) -> bool {
    let expected = |target| match target {
        Target::SelfPanic => ("crash: ", "on purpose"),
        Target::SelfHang => ("hang: ", ""),
        Target::SelfGrow => ("memory: ", ""),
        Target::SelfOverflow => ("crash: ", "overflowed its stack"),
        _ => ("crash: ", "the bytes differ"),
    };
    let fail = |target: Target| {
        let folder = work_folder(target.name());
        let mut command = own(&["--chains", "1", "--target", target.name()]);
        command.arg("--worker").arg(&folder);
        let limits = Limits {
            seconds: if target == Target::SelfHang {
                SHORT
            } else {
                limits.seconds * 6.0
            },
            megabytes: if target == Target::SelfGrow {
                LITTLE
            } else {
                limits.megabytes
            },
        };
        let died = watch(command, &folder, limits, &mut |_| {});
        let _may_be_gone = std::fs::remove_dir_all(&folder);
        (target, died)
    };
    let died = thread::scope(|scope| {
        let started = Target::SELF_TEST.map(|target| scope.spawn(move || fail(target)));
        started.map(|target| target.join().expect("a target is watched"))
    });
    let mut is_sound = true;
    for (target, died) in died {
        let (why, said) = expected(target);
        let is_as_expected =
            |death: &Death| death.why.starts_with(why) && death.said.contains(said);
        if !died.as_ref().err().is_some_and(is_as_expected) {
            say(&format!(
                "fuzz: {} was not reported as `{why}`: {died:?}",
                target.name()
            ));
            is_sound = false;
        }
    }
    is_sound
}
