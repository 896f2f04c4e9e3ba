//! The process that tries inputs. It says before each what it is about to do, so that its parent knows what
//! it died of.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::arguments::Arguments;
use crate::endless;
use crate::mutate::mutate;
use crate::random::Random;
use crate::seeds::{SMALL_SITE, Seeds};
use crate::targets::site::put;
use crate::targets::{Case, Ended, MOST_STEPS, Session, Step, Target};

/// The file that holds what is being tried.
pub const CASE: &str = "case";

/// One build of so many is compared with one from nothing.
const VERIFIED: usize = 3;

/// How many inputs follow each other where there is little time.
const LIGHT_STEPS: usize = 2;

/// Tries inputs until the time is over.
pub fn work(arguments: &Arguments, folder: &Path) {
    die_of_panics();
    endless::watch();
    let seeds = Seeds::new();
    let seed = arguments.seed.unwrap_or_default();
    let targets = if arguments.targets.is_empty() {
        Target::ALL.to_vec()
    } else {
        arguments.targets.clone()
    };
    let until = arguments
        .seconds
        .map(|seconds| Instant::now() + Duration::from_secs_f64(seconds));
    let is_over = || until.is_some_and(|until| Instant::now() >= until);
    let chains = arguments.first..arguments.chains.unwrap_or(u64::MAX);
    for number in chains {
        if is_over() {
            break;
        }
        let kinds = u64::try_from(targets.len()).expect("few");
        // Workers begin with different targets.
        let turn = (number + arguments.worker * 5) % kinds;
        let target = targets[usize::try_from(turn).expect("few")];
        let mut source = Random::new(
            seed ^ (arguments.worker << 48) ^ number.wrapping_mul(0xD6E8_FEB8_6659_FD93),
        );
        let chain = Chain {
            target,
            number,
            folder,
            is_light: arguments.is_light,
        };
        chain.run(&seeds, &mut source, &is_over);
    }
    let _may_be_gone = fs::remove_dir_all(folder.join("work"));
}

/// Inputs for one site that follow each other.
struct Chain<'f> {
    target: Target,
    number: u64,
    folder: &'f Path,
    is_light: bool,
}

impl Chain<'_> {
    fn run(&self, seeds: &Seeds, random: &mut Random, is_over: &dyn Fn() -> bool) {
        let target = self.target;
        endless::allow(target == Target::Templates);
        let is_hidden = Target::SELF_TEST.contains(&target);
        let site = if is_hidden {
            SMALL_SITE.to_owned()
        } else {
            seeds.site(target, self.is_light, random)
        };
        let mut case = Case {
            target,
            site: site.clone(),
            steps: Vec::new(),
        };
        self.begin(&case);
        let mut session = Session::open(target, &site, &self.folder.join("work"));
        if is_hidden {
            case.steps.push(Step {
                path: "content/index.md".to_owned(),
                content: session.files()["content/index.md"].clone(),
            });
            self.begin(&case);
            self.end(session.step(&case.steps[0], true), true);
            return;
        }
        let path = Seeds::path(target, session.files(), random);
        let sound = seeds.content(target, &path, session.files(), random);
        let mut kept = sound.clone();
        let most = if self.is_light {
            LIGHT_STEPS
        } else {
            MOST_STEPS
        };
        for number in 0..most {
            if is_over() {
                break;
            }
            let from = if random.one_in(3) { &sound } else { &kept };
            let content = mutate(target, from.clone(), seeds.kind(target), random);
            let path = match target {
                Target::Previous => Seeds::path(target, session.files(), random),
                _ => path.clone(),
            };
            let content = match session.files().get(&path) {
                // Each of several files has its own content.
                Some(own) if target == Target::Previous => {
                    mutate(target, own.clone(), seeds.kind(target), random)
                }
                _ => content,
            };
            case.steps.push(Step { path, content });
            self.begin(&case);
            let is_verified = random.one_in(VERIFIED) || number + 1 == most;
            let ended = session.step(&case.steps[number], is_verified);
            if self.end(ended, is_verified) == Ended::Published && random.one_in(2) {
                kept.clone_from(&case.steps[number].content);
            }
        }
    }

    /// Leaves the case where the parent finds it, and says so.
    fn begin(&self, case: &Case) {
        put(&self.folder.join(CASE), &case.bytes());
        let (target, steps) = (self.target.name(), case.steps.len());
        tell(&format!("begin {target} {} {steps}", self.number));
    }

    fn end(&self, ended: Result<Ended, String>, is_verified: bool) -> Ended {
        match ended {
            Ok(ended) => {
                let is_published = ended == Ended::Published;
                tell(&format!(
                    "end {} {is_published} {is_verified}",
                    self.target.name()
                ));
                ended
            }
            Err(failed) => die(&failed),
        }
    }
}

/// Tries inputs once more.
pub fn replay(files: &[PathBuf], folder: &Path) {
    die_of_panics();
    endless::watch();
    for file in files {
        let bytes =
            fs::read(file).unwrap_or_else(|error| die(&format!("{}: {error}", file.display())));
        let case = Case::of_file(file, bytes);
        endless::allow(case.target == Target::Templates);
        put(&folder.join(CASE), &case.bytes());
        tell(&format!("begin {} 0 0", case.target.name()));
        let mut session = Session::open(case.target, &case.site, &folder.join("work"));
        for (number, step) in case.steps.iter().enumerate() {
            tell(&format!("begin {} 0 {number}", case.target.name()));
            match session.step(step, true) {
                Ok(ended) => tell(&format!(
                    "end {} {} true",
                    case.target.name(),
                    ended == Ended::Published
                )),
                Err(failed) => die(&format!("{}: {failed}", file.display())),
            }
        }
    }
    let _may_be_gone = fs::remove_dir_all(folder.join("work"));
}

/// Ends the process at the first panic, also where somebody would catch it.
fn die_of_panics() {
    std::panic::set_hook(Box::new(|info| die(&info.to_string())));
}

fn die(why: &str) -> ! {
    let _parent_reads = writeln!(std::io::stderr(), "{why}");
    std::process::abort();
}

fn tell(line: &str) {
    let mut parent = std::io::stdout();
    let written = writeln!(parent, "{line}").and_then(|()| parent.flush());
    if written.is_err() {
        // Nobody watches any more.
        std::process::exit(0);
    }
}
