//! Where a path leads, step by step: every link on the way is asked about before it is followed.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// How many links are followed on the way, as on Linux.
const MOST_LINKS: usize = 40;

/// Files and folders by which a folder is known as a site, a folder of data or a repository.
const SIGNS: [&str; 3] = ["yearbook.toml", ".git", DATA_SIGN];

const DATA_SIGN: &str = "datapackage.json";

/// The folder of data in a site.
const DATA: &str = "data";

/// Follows a path from the working folder and returns where it leads, without a link or `..`.
///
/// `may_follow` is called for each link with the folder that it is in and its own place, both without
/// other links on the way. Its error ends the walk. A part that does not exist is kept as it is written.
pub fn follow(
    path: &Path,
    may_follow: impl Fn(&Path, &Path) -> io::Result<()>,
) -> io::Result<PathBuf> {
    let mut walk = Walk {
        at: fs::canonicalize(".")?,
        links: 0,
        may_follow,
    };
    walk.go(path)?;
    Ok(walk.at)
}

struct Walk<F> {
    /// Where the walk is; there is no link in it.
    at: PathBuf,
    /// How many links were followed.
    links: usize,
    may_follow: F,
}

impl<F: Fn(&Path, &Path) -> io::Result<()>> Walk<F> {
    fn go(&mut self, path: &Path) -> io::Result<()> {
        for part in path.components() {
            match part {
                Component::CurDir => {}
                Component::Prefix(_) => self.at = PathBuf::from(part.as_os_str()),
                Component::RootDir => {
                    self.at.push(part);
                    self.at = fs::canonicalize(&self.at)?;
                }
                Component::ParentDir => {
                    self.at.pop();
                }
                Component::Normal(name) => self.step(&self.at.join(name))?,
            }
        }
        Ok(())
    }

    fn step(&mut self, next: &Path) -> io::Result<()> {
        match fs::symlink_metadata(next) {
            Ok(found) if found.is_symlink() => {
                (self.may_follow)(&self.at, next)?;
                self.links += 1;
                if self.links > MOST_LINKS {
                    return Err(io::Error::other("too many links lead to each other"));
                }
                self.go(&fs::read_link(next)?)
            }
            // The name as the system writes it, where it does not tell capitals apart.
            Ok(_) => {
                self.at = fs::canonicalize(next)?;
                Ok(())
            }
            Err(_) => {
                next.clone_into(&mut self.at);
                Ok(())
            }
        }
    }
}

/// The site, folder of data or repository that a folder is in: the nearest one upward. The `data/` of a site
/// belongs to the site. The path must be without links.
pub fn home(folder: &Path) -> Option<&Path> {
    let has = |folder: &Path, name: &str| fs::symlink_metadata(folder.join(name)).is_ok();
    let mut folders = folder.ancestors();
    let found = folders.find(|folder| SIGNS.iter().any(|sign| has(folder, sign)))?;
    let site = found.parent().filter(|above| {
        found.file_name().is_some_and(|name| name == DATA) && has(above, "yearbook.toml")
    });
    Some(site.unwrap_or(found))
}
