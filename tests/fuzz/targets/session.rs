//! A site in a folder, and what must hold after each change of a file: the same problems and the same bytes
//! as a build from nothing, whatever the build before left.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use yearbook::config::Overrides;
use yearbook::{Options, Outcome};

use super::damage::Damage;
use super::site::{Files, put, read, tree};
use super::{Step, Target};

/// What the program is called by that leaves caches.
const PROGRAM: &str = "fuzz";

/// The folder of a site that was published before.
const PREVIOUS: &str = "previous";

/// How a build ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It published a site.
    Published,
    /// It reported errors.
    Refused,
}

/// A site that is built again and again.
#[derive(Debug)]
pub struct Session {
    target: Target,
    name: String,
    root: PathBuf,
    files: Files,
    has_previous: bool,
    /// What was published last.
    published: Files,
}

impl Session {
    /// Writes a site of the repository into a folder, empties it before, and builds it.
    pub fn open(target: Target, site: &str, folder: &Path) -> Session {
        let _nothing_was_there = fs::remove_dir_all(folder);
        let root = folder.join("site");
        let files = read(site);
        for (path, content) in &files {
            put(&root.join(path), content);
        }
        let mut session = Session {
            has_previous: files.keys().any(|path| path.starts_with(PREVIOUS)),
            target,
            name: site.to_owned(),
            root,
            files,
            published: Files::new(),
        };
        if target == Target::Previous && !session.has_previous {
            session.publish_editions();
        }
        let _sound_or_not = session.build("public", true);
        session.published = tree(&session.root.join("public"));
        session
    }

    /// The site's folder in the repository.
    pub fn site(&self) -> &str {
        &self.name
    }

    /// The files of the site, and those that were published before.
    #[allow(dead_code, reason = "cargo-fuzz makes inputs by itself")]
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Publishes two editions, so that the second tells what changed.
    fn publish_editions(&mut self) {
        let data: Vec<String> = self
            .files
            .keys()
            .filter(|path| path.ends_with(".csv"))
            .cloned()
            .collect();
        for path in &data {
            let text = String::from_utf8_lossy(&self.files[path]).replace("20.0", "21.0");
            put(&self.root.join(path), text.as_bytes());
        }
        let _first = self.build("first", false);
        for path in &data {
            put(&self.root.join(path), &self.files[path]);
        }
        let options = Options {
            previous: Some(self.root.join("first")),
            ..self.options(PREVIOUS, false)
        };
        let second = yearbook::build(&options);
        self.has_previous = second.is_ok_and(|second| second.made.is_some());
        let published = tree(&self.root.join(PREVIOUS)).into_iter();
        let published = published.map(|(path, bytes)| (format!("{PREVIOUS}/{path}"), bytes));
        self.files.extend(published);
    }

    /// Writes a file, builds, and compares with a build from nothing if that is wanted.
    pub fn step(&mut self, step: &Step, is_verified: bool) -> Result<Ended, String> {
        match self.target {
            Target::Cache => self.damage(&step.content),
            Target::SelfPanic => panic!("on purpose"),
            Target::SelfHang => loop {
                std::hint::spin_loop();
            },
            Target::SelfGrow => grow(),
            Target::SelfOverflow => Err(overflow(&[1; 4096]).to_string()),
            _ => self.replace(step, is_verified),
        }
    }

    /// Makes the site what it is in the repository.
    #[allow(dead_code, reason = "the harness of stable Rust opens another session")]
    pub fn restore(&mut self) {
        for (path, content) in &self.files {
            let file = self.root.join(path);
            if fs::read(&file).ok().as_deref() != Some(content) {
                put(&file, content);
            }
        }
        if self.target == Target::Words || self.target == Target::Templates {
            let known = &self.files;
            for path in tree(&self.root.join("themes")).into_keys() {
                let path = format!("themes/{path}");
                if !known.contains_key(&path) {
                    fs::remove_file(self.root.join(path)).expect("a file can be removed");
                }
            }
        }
        let _sound_or_not = self.build("public", true);
        self.published = tree(&self.root.join("public"));
    }

    fn replace(&mut self, step: &Step, is_verified: bool) -> Result<Ended, String> {
        let file = self.root.join(&step.path);
        put(&file, &step.content);
        let incremental = self.build("public", true);
        if self.target == Target::SelfDiffer {
            put(&self.root.join("public/index.html"), b"another");
        }
        let ended = match &incremental {
            Ok(outcome) => ended_of(outcome),
            // What somebody else published can be refused as a whole.
            Err(_) if self.target == Target::Previous => Ended::Refused,
            Err(error) => return Err(format!("the build failed: {error}")),
        };
        if self.target == Target::Previous {
            let diff = yearbook::diff(&self.root.join(PREVIOUS), &self.root.join("public"));
            let problems = diff.map(|diff| [diff.old, diff.new].concat());
            print_all(&problems.unwrap_or_default());
        }
        if is_verified {
            self.verify(&incremental)?;
        }
        if ended == Ended::Published {
            self.published = tree(&self.root.join("public"));
        }
        if self.target == Target::Previous {
            // The next input may be of another file.
            if let Some(sound) = self.files.get(&step.path) {
                put(&file, sound);
            }
        }
        Ok(ended)
    }

    /// Compares a build that used what the last one left with one from nothing.
    fn verify(&self, incremental: &Result<Outcome, yearbook::Error>) -> Result<(), String> {
        let fresh = self.root.with_file_name("fresh");
        let _nothing_was_there = fs::remove_dir_all(&fresh);
        let clean = self.build("../fresh", false);
        let (incremental, clean) = match (incremental, &clean) {
            (Ok(incremental), Ok(clean)) => (incremental, clean),
            (Err(incremental), Err(clean)) if incremental.to_string() == clean.to_string() => {
                return Ok(());
            }
            _ => {
                return Err(format!(
                    "differs: {incremental:?} and from nothing {clean:?}"
                ));
            }
        };
        if incremental.diagnostics != clean.diagnostics {
            let (one, other) = (&incremental.diagnostics, &clean.diagnostics);
            let only = one
                .iter()
                .filter(|d| !other.contains(d))
                .map(|d| format!("incremental: {d:?}"));
            let only = only.chain(
                other
                    .iter()
                    .filter(|d| !one.contains(d))
                    .map(|d| format!("from nothing: {d:?}")),
            );
            return Err(format!(
                "the problems differ: {}",
                only.collect::<Vec<_>>().join("\n")
            ));
        }
        let counts = |outcome: &Outcome| outcome.made.map(|made| (made.pages, made.files));
        if counts(incremental) != counts(clean) {
            return Err(format!(
                "the counts differ: {incremental:?} and from nothing {clean:?}"
            ));
        }
        let now = tree(&self.root.join("public"));
        let expected = match clean.made {
            Some(_) => tree(&fresh),
            None => self.published.clone(),
        };
        differing(&now, &expected)
    }

    fn damage(&mut self, input: &[u8]) -> Result<Ended, String> {
        let damage = Damage::of(input);
        let state = self.root.join(".yearbook");
        let cache = tree(&state)
            .into_keys()
            .find(|path| path.ends_with(".cache"));
        let file = match (damage.is_list, cache) {
            (false, Some(cache)) => state.join(cache),
            _ => self.root.join("public/.yearbook.json"),
        };
        let document = self.root.join("content/index.md");
        let content = fs::read(&document).unwrap_or_default();
        if damage.is_edited {
            let more: &[u8] = if content.ends_with(b"\n\n") {
                b"More.\n"
            } else {
                b"\n"
            };
            put(&document, &[&content, more].concat());
        }
        damage.apply(input, &file, PROGRAM);
        let incremental = self.build("public", true);
        let ended = incremental.as_ref().map_or(Ended::Refused, ended_of);
        if damage.is_forged || incremental.is_err() {
            // Nothing can be said of a forged cache but that it does no harm; and a folder whose list is
            // damaged beyond recognition is refused.
            for folder in [".yearbook", "public"] {
                let _may_be_gone = fs::remove_dir_all(self.root.join(folder));
            }
            let again = self
                .build("public", true)
                .map_err(|error| error.to_string())?;
            self.published = tree(&self.root.join("public"));
            return Ok(ended_of(&again));
        }
        if damage.is_edited {
            self.verify(&incremental)?;
            self.published = tree(&self.root.join("public"));
        } else {
            differing(&tree(&self.root.join("public")), &self.published)?;
        }
        Ok(ended)
    }

    fn options(&self, output: &str, is_kept: bool) -> Options {
        Options {
            root: self.root.clone(),
            output: Some(match output.strip_prefix("../") {
                Some(beside) => self.root.with_file_name(beside),
                None => self.root.join(output),
            }),
            overrides: Overrides::default(),
            precompress: false,
            previous: self.has_previous.then(|| self.root.join(PREVIOUS)),
            deny_warnings: false,
            now: Some("2025-06-30".parse().expect("a date")),
            cache: is_kept.then(|| yearbook::CacheUse {
                program: PROGRAM.to_owned(),
                is_restored: true,
            }),
            is_recorded: false,
        }
    }

    fn build(&self, output: &str, is_kept: bool) -> Result<Outcome, yearbook::Error> {
        yearbook::build(&self.options(output, is_kept))
    }
}

fn ended_of(outcome: &Outcome) -> Ended {
    print_all(&outcome.diagnostics);
    match outcome.made {
        Some(_) => Ended::Published,
        None => Ended::Refused,
    }
}

/// Prints problems in every format, to nowhere: a place that is not in its file would be found.
fn print_all(diagnostics: &[yearbook::diag::Diagnostic]) {
    let _printed = std::hint::black_box(yearbook::cli::in_every_format(diagnostics));
}

fn differing(now: &Files, expected: &Files) -> Result<(), String> {
    let paths = now.keys().chain(expected.keys());
    let differ: BTreeSet<&String> = paths
        .filter(|path| now.get(*path) != expected.get(*path))
        .collect();
    if differ.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the bytes differ from those of a build from nothing: {differ:?}"
    ))
}

fn grow() -> ! {
    let mut all = Vec::new();
    loop {
        all.push(std::hint::black_box(vec![1_u8; 1 << 20]));
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

#[allow(unconditional_recursion, reason = "it runs out of stack on purpose")]
fn overflow(more: &[u8; 4096]) -> u64 {
    let copy = std::hint::black_box(*more);
    overflow(&copy) + u64::from(copy[7])
}
