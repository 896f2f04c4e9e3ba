//! The server on this machine: only for it, only under its own name, and within limits.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::connection::Connection;
use super::events::Streams;
use super::limits::{HEADER_TIMEOUT, MOST_BUFFERED, MOST_CONNECTIONS};
use crate::preview::{Answer, FOLDER, Request, Status};

/// What every request needs.
struct Served {
    port: u16,
    requests: Sender<Request>,
    streams: Streams,
}

/// Answers until Ctrl-C.
pub(super) async fn serve(listener: TcpListener, port: u16, requests: Sender<Request>) {
    let served = Arc::new(Served {
        port,
        requests,
        streams: Streams::new(),
    });
    tokio::select! {
        () = accept(listener, &served) => {}
        () = ended() => {}
    }
}

/// Serves every connection that comes, as soon as there is a place for it.
async fn accept(mut listener: TcpListener, served: &Arc<Served>) {
    let mut server = Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(MOST_BUFFERED);
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let place = places.clone().acquire_owned().await;
        let place = Arc::new(place.expect("the semaphore is never closed"));
        // This also waits where the system has no more files to open.
        let (stream, _) = Listener::accept(&mut listener).await;
        let served = served.clone();
        let service = service_fn(move |request| {
            let (served, place) = (served.clone(), place.clone());
            async move { Ok::<Response, Infallible>(answer(&served, place, request).await) }
        });
        let connection = TokioIo::new(Connection::new(stream));
        let connection = server.serve_connection(connection, service);
        tokio::spawn(async move {
            let _client_has_gone = connection.await;
        });
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

/// Answers one request. Its connection keeps its place until the preview has dealt with the request,
/// even when the client goes away: what waits for the preview is limited too.
async fn answer(
    served: &Served,
    place: Arc<OwnedSemaphorePermit>,
    request: hyper::Request<Incoming>,
) -> Response {
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
        let query = request.uri().query().unwrap_or_default();
        return served.streams.open(query, &served.requests).await;
    }
    let (reply, answer) = tokio::sync::oneshot::channel();
    let reply = Box::new(move |answer| {
        let _place = place;
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
}
