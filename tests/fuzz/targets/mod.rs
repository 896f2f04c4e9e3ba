//! What is fuzzed, and the checks that hold for every input: shared by the harness of stable Rust in this
//! folder and by the targets of cargo-fuzz in `fuzz/`.
//!
//! A target is a kind of file. An input takes the place of one such file in a small site, which is then
//! built with what the last build left, and again from nothing. How inputs are made is decided elsewhere.

pub mod case;
mod damage;
mod session;
pub mod site;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

pub use case::{Case, Step};
#[allow(
    unused_imports,
    reason = "cargo-fuzz needs no count of what was published"
)]
pub use session::Ended;
pub use session::Session;

/// The site that every target can use.
pub const OWN_SITE: &str = "tests/fuzz/site";

/// How many inputs follow each other in a folder before it is made anew.
pub const MOST_STEPS: usize = 12;

/// A kind of file that is fuzzed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// Data.
    Csv,
    /// `data/datapackage.json`.
    Descriptor,
    /// `yearbook.toml`.
    Config,
    /// What is between the lines `+++` of a document.
    FrontMatter,
    /// The fenced blocks of a document, and the Markdown around them.
    Blocks,
    /// Expressions in double braces.
    Expressions,
    /// Outlines of areas.
    GeoJson,
    /// The words of a theme.
    Words,
    /// The templates of a theme.
    Templates,
    /// What a build left to the next one, and the list of what it published.
    Cache,
    /// The site that was published before.
    Previous,
    /// Panics, so that the harness can be tested.
    SelfPanic,
    /// Never ends, so that the harness can be tested.
    SelfHang,
    /// Takes more and more memory, so that the harness can be tested.
    SelfGrow,
    /// Runs out of stack, so that the harness can be tested.
    SelfOverflow,
    /// Changes a published file behind the program's back, so that the harness can be tested.
    SelfDiffer,
}

impl Target {
    /// All targets that are fuzzed.
    pub const ALL: [Target; 11] = [
        Target::Csv,
        Target::Descriptor,
        Target::Config,
        Target::FrontMatter,
        Target::Blocks,
        Target::Expressions,
        Target::GeoJson,
        Target::Words,
        Target::Templates,
        Target::Cache,
        Target::Previous,
    ];

    /// Targets that fail on purpose.
    #[allow(dead_code, reason = "cargo-fuzz needs no test of this harness")]
    pub const SELF_TEST: [Target; 5] = [
        Target::SelfPanic,
        Target::SelfHang,
        Target::SelfGrow,
        Target::SelfOverflow,
        Target::SelfDiffer,
    ];

    /// The name, as on the command line and of folders.
    pub fn name(self) -> &'static str {
        match self {
            Target::Csv => "csv",
            Target::Descriptor => "descriptor",
            Target::Config => "config",
            Target::FrontMatter => "front-matter",
            Target::Blocks => "blocks",
            Target::Expressions => "expressions",
            Target::GeoJson => "geojson",
            Target::Words => "words",
            Target::Templates => "templates",
            Target::Cache => "cache",
            Target::Previous => "previous",
            Target::SelfPanic => "self-panic",
            Target::SelfHang => "self-hang",
            Target::SelfGrow => "self-grow",
            Target::SelfOverflow => "self-overflow",
            Target::SelfDiffer => "self-differ",
        }
    }

    /// The target of a name.
    pub fn parse(name: &str) -> Option<Target> {
        let all = Target::ALL.into_iter().chain(Target::SELF_TEST);
        all.into_iter().find(|target| target.name() == name)
    }

    /// The file of [`OWN_SITE`] that an input takes the place of when it does not name another.
    pub fn path(self) -> &'static str {
        match self {
            Target::Csv => "data/wells.csv",
            Target::Descriptor => "data/datapackage.json",
            Target::Config => "yearbook.toml",
            Target::Blocks => "content/charts.md",
            Target::GeoJson => "data/land.geojson",
            Target::Words => "themes/paper/i18n/en.toml",
            Target::Templates => "themes/paper/templates/page.html",
            Target::Cache => damage::PATH,
            Target::Previous => "previous/data/wells.csv",
            _ => "content/index.md",
        }
    }

    /// Whether a file is of this kind.
    #[allow(dead_code, reason = "cargo-fuzz makes inputs by itself")]
    pub fn fits(self, path: &str) -> bool {
        let ends = |ending: &str| path.ends_with(ending);
        let is_previous = path.starts_with("previous/");
        match self {
            Target::Csv => ends(".csv") && !is_previous,
            Target::Descriptor => ends("datapackage.json") && !is_previous,
            Target::Config => ends("yearbook.toml"),
            Target::GeoJson => ends(".geojson") && !is_previous,
            Target::Words => path.contains("i18n/") && ends(".toml"),
            Target::Templates => path.contains("templates/") && ends(".html"),
            Target::Cache => path == damage::PATH,
            Target::Previous => {
                is_previous
                    && [".csv", ".json", ".geojson", "/index.html"]
                        .into_iter()
                        .any(ends)
            }
            _ => ends(".md"),
        }
    }
}

/// The folder of the repository, for the harness and for cargo-fuzz.
pub fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = package.ancestors();
    let found = folders.find(|folder| folder.join(OWN_SITE).is_dir());
    found.expect("the package is in the repository").to_owned()
}

/// Where sites are built: in memory where the system has a folder for that.
pub fn work_folder(name: &str) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    place.join(format!("yearbook-fuzz-{}-{name}", std::process::id()))
}

/// Checks one input for cargo-fuzz. The folder is kept from one input to the next; each is built over the
/// site as it is in the repository.
#[allow(
    dead_code,
    reason = "the harness of stable Rust has sessions of its own"
)]
pub fn check(target: Target, bytes: &[u8]) {
    thread_local! {
        static KEPT: RefCell<Option<(Session, usize)>> = const { RefCell::new(None) };
    }
    let case = Case::parse(bytes).filter(|case| case.target == target);
    let case = case.unwrap_or_else(|| Case::of(target, bytes.to_vec()));
    KEPT.with_borrow_mut(|kept| {
        let is_same = |(session, steps): &(Session, usize)| {
            session.site() == case.site && *steps < MOST_STEPS
        };
        let (mut session, steps) = kept.take().filter(is_same).unwrap_or_else(|| {
            let folder = work_folder(target.name());
            (Session::open(target, &case.site, &folder), 0)
        });
        for step in &case.steps {
            if let Err(failed) = session.step(step, true) {
                panic!("{failed}");
            }
        }
        session.restore();
        *kept = Some((session, steps + 1));
    });
}
