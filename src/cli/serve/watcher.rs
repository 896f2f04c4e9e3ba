//! Watching the folder of a site. What has changed is found out elsewhere: here it is only noticed
//! that something has.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::preview::Request;

/// The folders that are read with all that lies below them. The root itself is watched for these to
/// come and go; what else lies in it (a repository, other output) may be large.
const FOLDERS: [&str; 4] = ["content", "data", "static", "themes"];

/// How often it is looked whether a root that is gone has come back.
const ROOT_IS_AWAITED: Duration = Duration::from_millis(500);

/// Watches until it is dropped.
pub(super) struct Watching {
    notices: Sender<Notice>,
}

enum Notice {
    Event(notify::Result<Event>),
    End,
}

/// The folders that are watched now.
struct Folders {
    root: PathBuf,
    watcher: RecommendedWatcher,
    watched: BTreeSet<&'static str>,
    /// Whether the root was deleted or moved away, so that nothing is reported of another one in its
    /// place.
    is_gone: bool,
    /// What the root is known by in the file system.
    identity: Option<u64>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _already_at_its_end = self.notices.send(Notice::End);
    }
}

/// Begins to watch; every change is a request.
pub(super) fn watch(root: &Path, requests: Sender<Request>) -> Result<Watching, String> {
    let (notices, noticed) = channel();
    let sender = notices.clone();
    let watcher = notify::recommended_watcher(move |event| {
        let _at_the_end = sender.send(Notice::Event(event));
    });
    let mut watcher = watcher.map_err(|error| error.to_string())?;
    watcher
        .watch(root, RecursiveMode::NonRecursive)
        .map_err(|error| error.to_string())?;
    let mut folders = Folders {
        root: root.to_owned(),
        watcher,
        watched: BTreeSet::new(),
        is_gone: false,
        identity: identity(root),
    };
    folders.follow(None);
    // Not on the thread that notices: it answers questions of the watcher itself.
    std::thread::spawn(move || {
        loop {
            match noticed.recv_timeout(ROOT_IS_AWAITED) {
                Ok(Notice::Event(event)) => {
                    if event.as_ref().is_ok_and(|event| is_reading(event.kind)) {
                        continue;
                    }
                    folders.follow(event.ok().as_ref());
                }
                Err(RecvTimeoutError::Timeout) if folders.finds_root_again() => {}
                Err(RecvTimeoutError::Timeout) => continue,
                Ok(Notice::End) | Err(RecvTimeoutError::Disconnected) => return,
            }
            if requests.send(Request::Changed).is_err() {
                return;
            }
        }
    });
    Ok(Watching { notices })
}

impl Folders {
    /// Watches the folders that are there. One that has come or gone is another one than before,
    /// even under its old name.
    fn follow(&mut self, event: Option<&Event>) {
        self.is_gone |= event
            .is_some_and(|event| comes_or_goes(event.kind) && event.paths.contains(&self.root));
        for folder in FOLDERS {
            let path = self.root.join(folder);
            let is_other =
                event.is_some_and(|event| comes_or_goes(event.kind) && event.paths.contains(&path));
            if is_other && self.watched.remove(folder) {
                let _may_be_gone = self.watcher.unwatch(&path);
            }
            if path.is_dir()
                && !self.watched.contains(folder)
                && self.watcher.watch(&path, RecursiveMode::Recursive).is_ok()
            {
                self.watched.insert(folder);
            }
        }
    }
}

impl Folders {
    /// Whether the root was gone and there is one again, which is watched from now on.
    fn finds_root_again(&mut self) -> bool {
        // A folder in which somebody still works, as the preview may, is not reported as deleted.
        self.is_gone |= identity(&self.root) != self.identity;
        if !self.is_gone || !self.root.is_dir() {
            return false;
        }
        let _may_be_gone = self.watcher.unwatch(&self.root);
        for folder in std::mem::take(&mut self.watched) {
            let _may_be_gone = self.watcher.unwatch(&self.root.join(folder));
        }
        let watched = self.watcher.watch(&self.root, RecursiveMode::NonRecursive);
        self.is_gone = watched.is_err();
        self.identity = identity(&self.root);
        self.follow(None);
        !self.is_gone
    }
}

/// What a folder is known by in the file system; nothing where there is none, or that is not known.
fn identity(folder: &Path) -> Option<u64> {
    let metadata = std::fs::metadata(folder).ok()?;
    #[cfg(unix)]
    {
        Some(std::os::unix::fs::MetadataExt::ino(&metadata))
    }
    #[cfg(not(unix))]
    {
        let _tells_nothing = metadata;
        None
    }
}

fn comes_or_goes(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    )
}

/// Whether an event tells only that somebody reads, which the preview itself does.
fn is_reading(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    }
}
