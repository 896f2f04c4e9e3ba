//! A calendar of releases for the calendars of readers (iCalendar, RFC 5545).

use crate::site::{ReleaseInputs, ReleasesInputs};

/// The most bytes of a line; longer ones are folded (section 3.1).
const LONGEST_LINE: usize = 75;

/// The releases of which the day is known, as events of a whole day. An event keeps its name as long
/// as its release does, so that a calendar moves it when its day changes.
pub(in crate::render) fn calendar(releases: &ReleasesInputs, site: &str) -> Vec<u8> {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&format!("{name}:{value}"), &mut text);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//yearbook//releases//EN");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("X-WR-CALNAME", &escaped(site));
    for release in releases.past.iter().rev().chain(&releases.ahead) {
        let Some(day) = &release.day else { continue };
        let day = day.replace('-', "");
        line("BEGIN", "VEVENT");
        let name = format!("{}@{}", release.id, releases.domain);
        line("UID", &escaped(&name));
        // When the entry was written is not known; its own day is the same in every build.
        line("DTSTAMP", &format!("{day}T000000Z"));
        line("DTSTART;VALUE=DATE", &day);
        line("SUMMARY", &escaped(&release.title));
        line("STATUS", status(release));
        line("TRANSP", "TRANSPARENT");
        if let Some(reason) = &release.reason {
            let words = format!("{}: {reason}", release.status_word);
            line("DESCRIPTION", &escaped(&words));
        }
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text.into_bytes()
}

fn status(release: &ReleaseInputs) -> &'static str {
    match release.status {
        "cancelled" => "CANCELLED",
        "provisional" => "TENTATIVE",
        _ => "CONFIRMED",
    }
}

/// A text in which no sign has a meaning of its own (section 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(sign);
            }
            '\n' => escaped.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Adds a line, folded between letters where it is too long: what follows begins with a space.
fn fold(line: &str, text: &mut String) {
    let mut length = 0;
    for sign in line.chars() {
        if length + sign.len_utf8() > LONGEST_LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(sign);
        length += sign.len_utf8();
    }
    text.push_str("\r\n");
}
