//! How fast sites are built and how much memory that takes, by the same `build()` as everywhere.
//!
//! ```text
//! cargo bench                                   every case, several runs each, medians
//! cargo bench -- --smoke                        every case once, small; fails when one does not build
//! cargo bench -- --generate DIR [VILLAGES YEARS ARTICLES]    writes synthetic input
//! cargo bench -- --adopt DIR                    makes a site of data and articles made elsewhere
//! cargo bench -- --pages DIR                    adds a page for every village to it
//! ```
//!
//! Each run is a process of its own, so that its peak memory is its own too.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod synthetic;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use synthetic::Size;
use yearbook::{Options, build};

/// How often a case is measured; the median is told.
const RUNS: usize = 9;

/// What is measured: a name, and a size of synthetic input or the repository's own site.
const CASES: [(&str, Option<Size>); 3] = [
    ("example site", None),
    (
        "1,000 articles",
        Some(Size {
            villages: 40,
            years: 2,
            articles: 1000,
            with_pages: false,
        }),
    ),
    (
        "500,000 records",
        Some(Size {
            villages: 10_000,
            years: 10,
            articles: 0,
            with_pages: false,
        }),
    ),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => measure(RUNS, None),
        ["--smoke"] => measure(
            1,
            Some(Size {
                villages: 40,
                years: 2,
                articles: 20,
                with_pages: false,
            }),
        ),
        ["--generate", folder] => Ok(synthetic::write(Path::new(folder), default_size())?),
        ["--generate", folder, villages, years, articles] => {
            let size = Size {
                villages: villages.parse()?,
                years: years.parse()?,
                articles: articles.parse()?,
                with_pages: false,
            };
            Ok(synthetic::write(Path::new(folder), size)?)
        }
        ["--adopt", folder] => Ok(synthetic::adopt(Path::new(folder))?),
        ["--pages", folder] => Ok(synthetic::add_pages(Path::new(folder))?),
        ["--one", root, output] => one(Path::new(root), Path::new(output)),
        _ => Err("see the head of benches/speed.rs for the arguments".into()),
    }
}

fn default_size() -> Size {
    Size {
        villages: 10_000,
        years: 10,
        articles: 1000,
        with_pages: false,
    }
}

/// Measures every case, with synthetic input no larger than `limit`.
fn measure(runs: usize, limit: Option<Size>) -> Result<(), Box<dyn Error>> {
    let folder = memory_folder();
    println!("output in {}, {runs} runs, medians", folder.display());
    println!(
        "{:<18} {:>10} {:>10} {:>12}",
        "case", "first (s)", "again (s)", "peak (MB)"
    );
    for (name, size) in CASES {
        let work = folder.join(format!("yearbook-bench-{}", std::process::id()));
        std::fs::create_dir_all(&work)?;
        let root = match size {
            None => PathBuf::from(env!("CARGO_MANIFEST_DIR")),
            Some(size) => {
                let root = work.join("site");
                synthetic::write(&root, limit.unwrap_or(size))?;
                root
            }
        };
        let measured = measure_case(&root, &work.join("public"), runs);
        std::fs::remove_dir_all(&work)?;
        let (first, again, peak) = measured?;
        println!("{name:<18} {first:>10.3} {again:>10.3} {peak:>12.0}");
    }
    Ok(())
}

/// Medians of the first build into an empty folder, of the next one over it, and of the peak
/// memory of the first.
fn measure_case(
    root: &Path,
    output: &Path,
    runs: usize,
) -> Result<(f64, f64, f64), Box<dyn Error>> {
    let (mut firsts, mut agains, mut peaks) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..runs {
        for folder in [output.to_owned(), output.with_file_name(".public.spare")] {
            if folder.exists() {
                std::fs::remove_dir_all(folder)?;
            }
        }
        let (seconds, peak) = in_own_process(root, output)?;
        firsts.push(seconds);
        peaks.push(peak);
        in_own_process(root, output)?;
        agains.push(in_own_process(root, output)?.0);
    }
    Ok((median(firsts), median(agains), median(peaks)))
}

fn in_own_process(root: &Path, output: &Path) -> Result<(f64, f64), Box<dyn Error>> {
    let run = Command::new(std::env::current_exe()?)
        .arg("--one")
        .args([root, output])
        .output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned().into());
    }
    let text = String::from_utf8(run.stdout)?;
    let mut figures = text.split_whitespace().map(str::parse::<f64>);
    let mut next = || figures.next().ok_or("a run prints two figures");
    Ok((next()??, next()??))
}

/// Builds once and prints the seconds and the peak memory in megabytes.
fn one(root: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    let options = Options {
        root: root.to_owned(),
        output: Some(output.to_owned()),
        overrides: yearbook::config::Overrides::default(),
        precompress: false,
        previous: None,
        deny_warnings: false,
        now: None,
        cache: None,
        is_recorded: false,
    };
    let start = Instant::now();
    let outcome = build(&options)?;
    let seconds = start.elapsed().as_secs_f64();
    if outcome.made.is_none() {
        let first = outcome.diagnostics.first().map(|d| d.message.as_str());
        return Err(format!("the site has problems: {}", first.unwrap_or_default()).into());
    }
    println!("{seconds} {}", peak_megabytes().unwrap_or(f64::NAN));
    Ok(())
}

/// The most memory that this process ever had, as Linux tells it.
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000.0)
}

/// A folder in memory where there is one, so that disks do not take part.
fn memory_folder() -> PathBuf {
    let shared = Path::new("/dev/shm");
    if shared.is_dir() {
        shared.to_owned()
    } else {
        std::env::temp_dir()
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
