//! The server on this machine: only for it, and only under its own name.

use std::convert::Infallible;
use std::sync::mpsc::Sender;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request as HttpRequest, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::markup::percent_decode;
use crate::preview::{Answer, Event, FOLDER, Request, Status, Watcher};

/// What every request needs.
#[derive(Clone)]
struct Served {
    port: u16,
    requests: Sender<Request>,
}

/// Answers until Ctrl-C.
pub(super) async fn serve(
    listener: TcpListener,
    port: u16,
    requests: Sender<Request>,
) -> std::io::Result<()> {
    let served = Served { port, requests };
    let router = Router::new().fallback(answer).with_state(served);
    // Small answers in several writes would each wait for the browser to acknowledge the last one.
    let listener = listener.tap_io(|connection| {
        let _only_slower = connection.set_nodelay(true);
    });
    tokio::select! {
        result = axum::serve(listener, router) => result,
        () = ended() => Ok(()),
    }
}

/// Waits for Ctrl-C, or for being asked to end.
async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _or_never = tokio::signal::ctrl_c().await;
}

async fn answer(State(served): State<Served>, request: HttpRequest) -> Response {
    // A name that somebody else gave to this machine would let their pages read the preview.
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !is_own_host(host, served.port) {
        return (
            StatusCode::FORBIDDEN,
            "This is not the host of the preview.",
        )
            .into_response();
    }
    if !matches!(request.method().as_str(), "GET" | "HEAD") {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().trim_start_matches('/').to_owned();
    if path.ends_with(&format!("{FOLDER}events")) {
        return events(&served, request.uri().query().unwrap_or_default());
    }
    let (reply, answer) = tokio::sync::oneshot::channel();
    let reply = Box::new(move |answer| {
        let _nobody_waits_any_more = reply.send(answer);
    });
    let asked = served.requests.send(Request::Get(path, reply));
    match (asked, answer.await) {
        (Ok(()), Ok(answer)) => respond(answer),
        _ => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn respond(answer: Answer) -> Response {
    let status = match answer.status {
        Status::Found => StatusCode::OK,
        Status::Moved => {
            let place = String::from_utf8_lossy(&answer.content).into_owned();
            return (StatusCode::FOUND, [(header::LOCATION, place)]).into_response();
        }
        Status::NotFound => StatusCode::NOT_FOUND,
        Status::Broken => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let headers = [
        (header::CONTENT_TYPE, answer.kind),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, answer.content).into_response()
}

/// A stream of events for a page that somebody looks at.
fn events(served: &Served, query: &str) -> Response {
    let value = |key: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let found = pairs.find(|(name, _)| *name == key);
        found
            .map(|(_, value)| percent_decode(value))
            .unwrap_or_default()
    };
    let (sender, receiver) = mpsc::unbounded_channel::<Event>();
    let watcher = Watcher {
        path: value("page"),
        seen: value("seen"),
        tell: Box::new(move |event| sender.send(event).is_ok()),
    };
    if served.requests.send(Request::Look(watcher)).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async move {
        let event = receiver.recv().await?;
        Some((Ok::<String, Infallible>(as_event(&event)), receiver))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(stream)).into_response()
}

/// An event as browsers read it: a name, and lines of data.
fn as_event(event: &Event) -> String {
    match event {
        Event::Reload => "event: reload\ndata:\n\n".to_owned(),
        Event::Problems(text) => {
            // An event without data is none.
            let mut lines: Vec<&str> = text.lines().collect();
            if lines.is_empty() {
                lines.push("");
            }
            format!("event: problems\ndata: {}\n\n", lines.join("\ndata: "))
        }
    }
}

/// Whether a host is a name of this machine for itself, with the port of the preview.
fn is_own_host(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"]
        .iter()
        .any(|name| host == format!("{name}:{port}") || (port == 80 && host == *name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for host in ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"] {
            assert!(is_own_host(host, 8000), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:80",
            "example.org:8000",
            "127.0.0.1.example.org:8000",
        ] {
            assert!(!is_own_host(host, 8000), "{host}");
        }
    }

    #[test]
    fn problems_of_several_lines_are_one_event() {
        let event = as_event(&Event::Problems("a\nb".to_owned()));
        assert_eq!(event, "event: problems\ndata: a\ndata: b\n\n");
        let event = as_event(&Event::Problems(String::new()));
        assert_eq!(event, "event: problems\ndata: \n\n");
    }
}
