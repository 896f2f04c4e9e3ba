//! The preview as a browser's requests see it: what is answered, to whom, and who is told of what.

mod limits;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Stdio};
use std::time::Duration;

use crate::process::program;
use crate::project::{Folder, Project};

/// A preview that ends with the value.
struct Preview {
    folder: Folder,
    child: Child,
    port: u16,
    _stdout: BufReader<ChildStdout>,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _ended_already = self.child.wait();
    }
}

impl Preview {
    fn of(project: &Project) -> Preview {
        let folder = project.write();
        let mut child = program(&folder.root, &["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut address = String::new();
        stdout.read_line(&mut address).expect("the address is told");
        let port = address.trim().trim_end_matches('/').rsplit(':').next();
        Preview {
            folder,
            child,
            port: port.and_then(|port| port.parse().ok()).expect("a port"),
            _stdout: stdout,
        }
    }

    fn ask(&self, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let timeout = Some(Duration::from_secs(20));
        stream.set_read_timeout(timeout).expect("a time limit");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .expect("asked");
        stream
    }

    fn own_host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The status and the content at a path.
    fn get(&self, path: &str) -> (u16, String) {
        self.get_as(path, &self.own_host())
    }

    fn get_as(&self, path: &str, host: &str) -> (u16, String) {
        let mut answer = Vec::new();
        self.ask(path, host)
            .read_to_end(&mut answer)
            .expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        (status.expect("a status"), answer)
    }

    /// The next event for somebody who looks at a page and has this version of it.
    fn next_event(&self, page: &str, seen: &str) -> impl FnMut() -> String + use<> {
        let path = format!("/.yearbook/events?page={page}&seen={seen}");
        let mut lines = BufReader::new(self.ask(&path, &self.own_host())).lines();
        move || {
            let mut event = String::new();
            for line in lines.by_ref() {
                let line = line.expect("an event in time");
                match line.strip_prefix("event: ") {
                    Some(name) => name.clone_into(&mut event),
                    None if line.starts_with("data: ") => {
                        event.push(' ');
                        event.push_str(&line["data: ".len()..]);
                    }
                    None if line.is_empty() && !event.is_empty() => {
                        return event.trim_end().to_owned();
                    }
                    None => {}
                }
            }
            panic!("the stream ended")
        }
    }
}

fn site() -> Project {
    Project::new()
        .data("x.csv", "area,people\nnorth,1234\n")
        .page("content/a.md", "There are {{ value('x.people', area='north') }}.\n\n```chart\nid = \"c\"\nmark = \"bar\"\ndata = \"x\"\nx = \"people\"\ny = \"area\"\n```\n")
        .page("content/b.md", "Nothing.\n")
        .file("static/note.txt", "a note")
}

/// The version of a page, as its script tells it.
fn seen(page: &str) -> String {
    let (_, rest) = page
        .split_once("data-seen=\"")
        .expect("the page has the script");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn everything_that_would_be_published_is_shown() {
    let preview = Preview::of(&site());
    let (status, page) = preview.get("/a/");
    assert_eq!(status, 200);
    assert!(page.contains(">1,234<"), "{page}");
    assert!(
        page.contains("connect-src 'self'; script-src 'self'"),
        "{page}"
    );
    for (path, text) in [
        ("/a/c.csv", "area,people"),
        ("/a/c.svg", "<svg"),
        ("/a/c.embed/", "<body class=\"embed\">"),
        ("/data/x.csv", "north,1234"),
        ("/data/x/", "<h1>"),
        ("/data/datapackage.json", "\"bytes\""),
        ("/note.txt", "a note"),
        ("/.yearbook/client.js", "EventSource"),
    ] {
        let (status, content) = preview.get(path);
        assert!(
            status == 200 && content.contains(text),
            "{path}: {status} {content}"
        );
    }
    let (_, page) = preview.get("/");
    let style = page
        .split("href=\"")
        .find(|part| part.starts_with("/assets/style"));
    let style = style
        .and_then(|part| part.split('"').next())
        .expect("a style sheet");
    assert_eq!(preview.get(style).0, 200);
    assert_eq!(preview.get("/a").0, 302);
    assert_eq!(preview.get("/nowhere/").0, 404);
    assert!(
        !preview.folder.root.join("public").exists(),
        "nothing is published"
    );
}

#[test]
fn only_this_machine_under_its_own_name_is_answered() {
    let preview = Preview::of(&site());
    for host in [
        "example.org",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.example.org",
    ] {
        let (status, content) = preview.get_as("/a/", host);
        assert_eq!(status, 403, "{host}");
        assert!(!content.contains("1,234"));
    }
    let local = format!("localhost:{}", preview.port);
    assert_eq!(preview.get_as("/a/", &local).0, 200);
}

#[test]
fn who_looks_at_a_page_is_told_when_it_changes_and_of_mistakes() {
    let preview = Preview::of(&site());
    let (a, b) = (seen(&preview.get("/a/").1), seen(&preview.get("/b/").1));
    let mut on_a = preview.next_event("/a/", &a);
    let mut on_b = preview.next_event("/b/", &b);
    assert_eq!((on_a(), on_b()), ("problems".into(), "problems".into()));
    preview
        .folder
        .put("data/x.csv", "area,people\nnorth,1235\n");
    while on_a() != "reload" {}
    let page = preview.get("/a/").1;
    assert!(page.contains(">1,235<"), "{page}");
    // A mistake: the last good site stays, and everybody is told.
    preview
        .folder
        .put("data/x.csv", "area,people\nnorth,12 35\n");
    let mut told = on_b();
    while told == "problems" {
        told = on_b();
    }
    assert!(told.starts_with("problems data/x.csv:2:7: "), "{told}");
    let page = preview.get("/a/").1;
    assert!(page.contains(">1,235<"), "{page}");
    preview
        .folder
        .put("data/x.csv", "area,people\nnorth,1236\n");
    while on_b() != "problems" {}
    // Somebody who came with an older page is told at once.
    assert_eq!(preview.next_event("/a/", &a)(), "reload");
}

#[test]
fn a_site_that_never_was_in_order_says_what_is_wrong() {
    let preview = Preview::of(&site().config("title = \n"));
    let (status, page) = preview.get("/a/");
    assert_eq!(status, 500);
    assert!(page.contains("yearbook.toml:1:"), "{page}");
    let mut on_a = preview.next_event("/a/", &seen(&page));
    let config = "title = \"T\"\nlanguages = [\"en\"]\n";
    preview.folder.put("yearbook.toml", config);
    while on_a() != "reload" {}
    assert_eq!(preview.get("/a/").0, 200);
}

#[test]
fn a_site_that_was_deleted_and_made_again_is_noticed() {
    let project = site();
    let preview = Preview::of(&project);
    let mut on_a = preview.next_event("/a/", &seen(&preview.get("/a/").1));
    std::fs::remove_dir_all(&preview.folder.root).expect("removed");
    std::thread::sleep(Duration::from_millis(300));
    let other = project.replaced("data/x.csv", "1234", "4321");
    other.write_into(&preview.folder.root);
    while on_a() != "reload" {}
    preview.folder.put("data/x.csv", "area,people\nnorth,777\n");
    let mut on_a = preview.next_event("/a/", &seen(&preview.get("/a/").1));
    while !preview.get("/a/").1.contains(">777<") {
        on_a();
    }
}
