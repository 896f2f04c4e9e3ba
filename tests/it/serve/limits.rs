//! The limits of the preview: event streams, connections, slow clients, and what those that went away
//! leave behind.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{Preview, site};

const MOST_STREAMS: usize = 64;
const MOST_CONNECTIONS: usize = 256;
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// The stream of a page that the site does not have: it stays open, whatever changes.
const EVENTS: &str = "/.yearbook/events?page=/nowhere/&seen=x";

impl Preview {
    /// A connection that has asked for something and stays open.
    fn keep(&self, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let host = self.own_host();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("asked");
        stream
    }

    /// The memory of the program in kB.
    fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("the program runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let size = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        size.expect("a size in kB")
    }
}

/// The beginning of an answer; nothing where none has come in time.
fn beginning(stream: &mut TcpStream, wait: Duration) -> Option<String> {
    stream.set_read_timeout(Some(wait)).expect("a time limit");
    let mut bytes = [0; 2048];
    match stream.read(&mut bytes) {
        Ok(0) => None,
        Ok(length) => Some(String::from_utf8_lossy(&bytes[..length]).into_owned()),
        Err(error) => {
            let is_late = matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
            assert!(is_late, "{error}");
            None
        }
    }
}

fn is_found(answer: Option<&String>) -> bool {
    answer.is_some_and(|answer| answer.starts_with("HTTP/1.1 200 "))
}

#[test]
fn more_event_streams_than_there_are_places_for_are_refused_until_one_ends() {
    let preview = Preview::of(&site());
    let mut streams: Vec<TcpStream> = (0..MOST_STREAMS).map(|_| preview.keep(EVENTS)).collect();
    for stream in &mut streams {
        let answer = beginning(stream, Duration::from_secs(20));
        assert!(is_found(answer.as_ref()), "{answer:?}");
    }
    let (status, answer) = preview.get(EVENTS);
    assert_eq!(status, 503, "{answer}");
    assert!(answer.contains("\r\nretry-after: 5\r\n"), "{answer}");
    assert!(answer.contains("\r\ncontent-type: text/plain"), "{answer}");
    assert!(
        answer.contains("64 pages of this preview are open"),
        "{answer}"
    );
    assert_eq!(preview.get("/a/").0, 200, "pages are shown all the same");
    for _ in 0..3 {
        drop(streams.pop());
        let mut next = preview.keep(EVENTS);
        let answer = beginning(&mut next, Duration::from_secs(20));
        assert!(is_found(answer.as_ref()), "{answer:?}");
        streams.insert(0, next);
    }
    assert_eq!(preview.get(EVENTS).0, 503);
}

#[test]
fn more_connections_than_there_are_places_for_wait_until_others_end() {
    const EXCESS: usize = 44;
    let preview = Preview::of(&site());
    // The first page waits until the site is read; the time limit of idle connections begins later.
    assert_eq!(preview.get("/a/").0, 200);
    let total = MOST_CONNECTIONS + EXCESS;
    let mut kept: Vec<TcpStream> = (0..total)
        .map(|_| preview.keep("/.yearbook/client.css"))
        .collect();
    let mut waiting = kept.split_off(MOST_CONNECTIONS);
    for stream in &mut kept {
        let answer = beginning(stream, Duration::from_secs(5));
        assert!(is_found(answer.as_ref()), "{answer:?}");
    }
    for stream in &mut waiting {
        assert_eq!(beginning(stream, Duration::from_millis(10)), None);
    }
    kept.truncate(MOST_CONNECTIONS - EXCESS);
    for stream in &mut waiting {
        let answer = beginning(stream, Duration::from_secs(5));
        assert!(is_found(answer.as_ref()), "{answer:?}");
    }
}

#[test]
fn a_header_that_comes_too_slowly_is_not_awaited() {
    let preview = Preview::of(&site());
    let mut idle = TcpStream::connect(("127.0.0.1", preview.port)).expect("it listens");
    let mut slow = TcpStream::connect(("127.0.0.1", preview.port)).expect("it listens");
    let begun = Instant::now();
    slow.write_all(b"GET /a/ HTTP/1.1\r\nHost: ").expect("sent");
    slow.set_read_timeout(Some(Duration::from_millis(200)))
        .expect("a time limit");
    // Every byte that comes is no reason to wait longer.
    while begun.elapsed() < HEADER_TIMEOUT * 3 {
        let mut byte = [0];
        match slow.read(&mut byte) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Ok(_) | Err(_) => break,
        }
        if slow.write_all(b"1").is_err() {
            break;
        }
    }
    let took = begun.elapsed();
    assert!(took + Duration::from_secs(1) > HEADER_TIMEOUT, "{took:?}");
    assert!(took < HEADER_TIMEOUT * 2, "{took:?}");
    idle.set_read_timeout(Some(HEADER_TIMEOUT))
        .expect("a time limit");
    assert_eq!(
        idle.read(&mut [0]).expect("closed"),
        0,
        "an idle one is closed too"
    );
    assert_eq!(preview.get("/a/").0, 200);
}

#[test]
#[cfg(target_os = "linux")]
fn event_streams_that_were_given_up_leave_no_memory_behind() {
    const STREAMS: usize = 2000;
    // Before they ended with their streams, each kept its long path.
    let long = format!(
        "/.yearbook/events?page=/{}/&seen=x",
        "nowhere/".repeat(4000)
    );
    let preview = Preview::of(&site());
    let give_up = |count: usize| {
        for number in 0..count {
            let mut stream = preview.keep(&long);
            // Some are given up before they are answered.
            if number % 4 > 0 {
                let answer = beginning(&mut stream, Duration::from_secs(20));
                assert!(is_found(answer.as_ref()), "{answer:?}");
            }
        }
    };
    give_up(100);
    assert_eq!(preview.get("/a/").0, 200);
    let before = preview.memory();
    give_up(STREAMS);
    let mut next = preview.keep(EVENTS);
    let answer = beginning(&mut next, Duration::from_secs(20));
    assert!(is_found(answer.as_ref()), "{answer:?}");
    let after = preview.memory();
    assert!(after < before + 16 * 1024, "{before} kB became {after} kB");
}
