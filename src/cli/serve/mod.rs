//! `yearbook serve`: the preview of a site on this machine, for its author alone.
//!
//! What is answered is decided in `preview`; here are the socket, the watching of files, and what
//! is printed.

mod connection;
mod events;
mod limits;
mod server;
mod watcher;

use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::mpsc;

use tokio::net::TcpListener;

use super::arguments::ServeArguments;
use super::{EXIT_USAGE, count, now, print, print_problems, problems, say};
use crate::diag::{Diagnostic, Severity};
use crate::preview::{PreviewOptions, Request, preview};

/// Serves until the author ends it.
pub(super) fn run(arguments: &ServeArguments) -> ExitCode {
    match serve(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say(&format!("yearbook: {message}"));
            ExitCode::from(EXIT_USAGE)
        }
    }
}

fn serve(arguments: &ServeArguments) -> Result<(), String> {
    super::use_threads(arguments.jobs);
    if !arguments.root.is_dir() {
        return Err(format!("{} is not a folder", arguments.root.display()));
    }
    // The working folder may be deleted and made again while the site is served.
    let root = std::path::absolute(&arguments.root)
        .map_err(|error| format!("{}: {error}", arguments.root.display()))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("cannot begin to serve: {error}"))?;
    let port = arguments.port;
    let listener = runtime
        .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
        .map_err(|error| {
            format!("cannot listen on port {port}: {error}; choose another with --port")
        })?;
    let port = listener.local_addr().map_or(port, |address| address.port());
    let (requests, received) = mpsc::channel();
    let watching = watcher::watch(&root, requests.clone());
    if let Err(message) = &watching {
        say(&format!("yearbook: changes are not noticed: {message}"));
    }
    let options = PreviewOptions {
        root,
        overrides: arguments.overrides(),
        now: Some(now::decide(arguments.now)),
    };
    print(&format!("http://127.0.0.1:{port}/"));
    let worker = std::thread::Builder::new().stack_size(super::STACK);
    let worker = worker
        .spawn(move || preview(&options, &received, &mut tell))
        .map_err(|error| format!("cannot begin to serve: {error}"))?;
    runtime.block_on(server::serve(listener, port, requests.clone()));
    drop(watching);
    let _already_at_its_end = requests.send(Request::Stop);
    worker.join().map_err(|_| "the preview failed".to_owned())?;
    // Connections of browsers stay open as long as they like.
    runtime.shutdown_background();
    Ok(())
}

/// Prints the problems after a change.
fn tell(diagnostics: &[Diagnostic], is_old: bool) {
    print_problems(diagnostics, super::format::Format::Text, false);
    let (errors, warnings) = (
        count(diagnostics, Severity::Error),
        count(diagnostics, Severity::Warning),
    );
    let what = match (errors, is_old) {
        (0, _) => format!("in order{}", super::warned(warnings)),
        (_, true) => format!("{}; the last good site stays", problems(errors, warnings)),
        (_, false) => problems(errors, warnings),
    };
    say(&what);
}
