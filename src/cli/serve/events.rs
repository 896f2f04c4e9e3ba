//! The stream of events for a page that is open in a browser.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use super::limits::{HEARTBEAT, MOST_STREAMS, PLACE_WAIT, RETRY_AFTER};
use crate::markup::percent_decode;
use crate::preview::{Event, Request, Watcher};

/// The places for event streams.
pub(super) struct Streams {
    places: Arc<Semaphore>,
}

/// The browser's end of a stream. When it is dropped, the preview drops the watcher at the other end.
struct Stream {
    /// Of several events only the last one counts. A browser that reads slowly misses the others, and
    /// one that reads nothing makes no queue.
    events: Option<watch::Receiver<Option<Event>>>,
    requests: Sender<Request>,
}

impl Stream {
    /// What is sent next; nothing at the end.
    async fn next(&mut self) -> Option<String> {
        let events = self.events.as_mut()?;
        match timeout(HEARTBEAT, events.changed()).await {
            Ok(Ok(())) => events.borrow_and_update().as_ref().map(as_event),
            Ok(Err(_)) => None,
            Err(_) => Some(":\n\n".to_owned()),
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.events = None;
        let _preview_has_ended = self.requests.send(Request::Leave);
    }
}

impl Streams {
    pub(super) fn new() -> Streams {
        Streams {
            places: Arc::new(Semaphore::new(MOST_STREAMS)),
        }
    }

    /// Answers with a stream of events for the page in the query of a URL.
    pub(super) async fn open(&self, query: &str, requests: &Sender<Request>) -> Response {
        let place = timeout(PLACE_WAIT, self.places.clone().acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            return refused();
        };
        let (sender, events) = watch::channel(None);
        let sender = Arc::new(sender);
        let browser = sender.clone();
        let watcher = Watcher {
            path: value(query, "page"),
            seen: value(query, "seen"),
            tell: Box::new(move |event| {
                // The place is free when the preview has dropped the watcher: what waits for the
                // preview is limited too.
                let _place = &place;
                sender.send(Some(event)).is_ok()
            }),
            is_gone: Box::new(move || browser.is_closed()),
        };
        let stream = Stream {
            events: Some(events),
            requests: requests.clone(),
        };
        if requests.send(Request::Look(watcher)).is_err() {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        let texts = futures_util::stream::unfold(stream, async |mut stream| {
            let text = stream.next().await?;
            Some((Ok::<String, Infallible>(text), stream))
        });
        let headers = [
            (header::CONTENT_TYPE, "text/event-stream"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        (headers, Body::from_stream(texts)).into_response()
    }
}

/// The answer to a browser that finds no free place.
fn refused() -> Response {
    let text = format!(
        "{MOST_STREAMS} pages of this preview are open, and more are not followed: close some of them.\n"
    );
    let headers = [(header::RETRY_AFTER, RETRY_AFTER)];
    (StatusCode::SERVICE_UNAVAILABLE, headers, text).into_response()
}

/// The value of a key in a query.
fn value(query: &str, key: &str) -> String {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.find(|(name, _)| *name == key);
    found
        .map(|(_, value)| percent_decode(value))
        .unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reads_late_gets_the_last_event_alone_and_who_leaves_is_gone() {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_time().build().expect("a runtime");
        let (requests, received) = std::sync::mpsc::channel();
        let streams = Streams::new();
        let response = runtime.block_on(streams.open("page=/a/&seen=x", &requests));
        let Ok(Request::Look(watcher)) = received.recv() else {
            panic!("somebody looks at a page");
        };
        assert_eq!((watcher.path.as_str(), watcher.seen.as_str()), ("/a/", "x"));
        for number in 0..1000 {
            let event = Event::Problems(number.to_string().into());
            assert!((watcher.tell)(event));
        }
        let mut texts = response.into_body().into_data_stream();
        let text = runtime.block_on(futures_util::StreamExt::next(&mut texts));
        let text = text.expect("an event").expect("no error");
        assert_eq!(text, "event: problems\ndata: 999\n\n");
        assert!(!(watcher.is_gone)());
        assert_eq!(streams.places.available_permits(), MOST_STREAMS - 1);
        drop(texts);
        assert!(matches!(received.recv(), Ok(Request::Leave)));
        assert!((watcher.is_gone)());
        drop(watcher);
        assert_eq!(streams.places.available_permits(), MOST_STREAMS);
    }

    #[test]
    fn problems_of_several_lines_are_one_event() {
        let event = as_event(&Event::Problems("a\nb".into()));
        assert_eq!(event, "event: problems\ndata: a\ndata: b\n\n");
        let event = as_event(&Event::Problems("".into()));
        assert_eq!(event, "event: problems\ndata: \n\n");
    }
}
