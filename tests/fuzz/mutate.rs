//! Changes of a file, most of them small enough that the program reads on behind them.

use std::ops::Range;

use crate::parts::parts;
use crate::random::Random;
use crate::seeds::Kind;
use crate::targets::Target;

/// The largest input.
const LARGEST: usize = 64 * 1024;

/// What nests.
const NESTING: [&str; 12] = [
    "[", "{", "(", "> ", "- ", "*", "`", "<", "\"", "[[", "{\"a\":", "![",
];

/// How deep it is nested.
const DEPTHS: [usize; 5] = [3, 40, 300, 3000, 20_000];

/// Changes a content a few times.
pub fn mutate(target: Target, mut content: Vec<u8>, kind: &Kind, random: &mut Random) -> Vec<u8> {
    if target == Target::Cache {
        let changes = 1 + random.below(4);
        return (0..=changes * 6)
            .map(|_| random.next().to_le_bytes()[3])
            .collect();
    }
    let is_text = std::str::from_utf8(&content).is_ok() && !random.one_in(16);
    for _ in 0..=random.below(6).saturating_sub(2) {
        let mut ranges = parts(target, &content);
        ranges.retain(|range| range.end <= content.len());
        let range = random.pick(&ranges).clone();
        change(target, &mut content, range, kind, random);
        content.truncate(LARGEST);
    }
    if is_text {
        String::from_utf8_lossy(&content).into_owned().into_bytes()
    } else {
        content
    }
}

fn change(
    target: Target,
    content: &mut Vec<u8>,
    part: Range<usize>,
    kind: &Kind,
    random: &mut Random,
) {
    let at = part.start + random.below(part.len() + 1);
    let at = boundary(content, at);
    match random.below(16) {
        0 if at < content.len() => content[at] ^= 1 << random.below(8),
        1 | 2 => insert(content, at, random.pick::<Vec<u8>>(&kind.anywhere)),
        5 => {
            let token = word(content, at);
            let new = random.pick(&kind.anywhere).clone();
            content.splice(token, new);
        }
        6..9 if !kind.words.is_empty() => {
            let token = word(content, at);
            content.splice(token, random.pick(&kind.words).clone());
        }
        9 => {
            let end = boundary(content, (at + 1 + random.below(12)).min(part.end.max(at)));
            content.drain(at..end.max(at));
        }
        10 => {
            content.drain(line(content, at));
        }
        11 => {
            let times = *random.pick(&[1, 1, 1, 2, 50]);
            // Loops inside each other end only when everybody has gone home.
            let times = if target == Target::Templates {
                1
            } else {
                times
            };
            let line = line(content, at);
            let text = content[line.clone()].repeat(times);
            insert(content, line.end, &text);
        }
        12 if !kind.contents.is_empty() => {
            let other = random.pick(&kind.contents);
            let from = parts(target, other);
            let from = random.pick(&from).clone();
            let start = line(other, from.start + random.below(from.len() + 1)).start;
            let end = boundary(other, (start + 1 + random.below(200)).min(other.len()));
            let piece = other[start..end.max(start)].to_vec();
            insert(content, line(content, at).start, &piece);
        }
        13 => {
            let other = boundary(content, part.start + random.below(part.len() + 1));
            let (one, other) = (line(content, at), line(content, other));
            let text = content[other].to_vec();
            content.splice(one, text);
        }
        14 if random.one_in(3) => {
            let depth = *random.pick(&DEPTHS);
            let text = random.pick::<&str>(&NESTING).repeat(depth);
            insert(content, at, text.as_bytes());
        }
        15 if random.one_in(4) => content.truncate(at),
        _ => insert(content, at, random.pick::<Vec<u8>>(&kind.dictionary)),
    }
}

fn insert(content: &mut Vec<u8>, at: usize, text: &[u8]) {
    content.splice(at..at, text.iter().copied());
}

/// The nearest place before or at a place that is not inside a character.
fn boundary(content: &[u8], mut at: usize) -> usize {
    at = at.min(content.len());
    while at > 0 && at < content.len() && content[at] & 0xC0 == 0x80 {
        at -= 1;
    }
    at
}

/// The line around a place, with its end.
fn line(content: &[u8], at: usize) -> Range<usize> {
    let start = content[..at]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |end| end + 1);
    let end = content[at..].iter().position(|byte| *byte == b'\n');
    start..end.map_or(content.len(), |end| at + end + 1)
}

/// The word around a place; nothing where there is none.
fn word(content: &[u8], at: usize) -> Range<usize> {
    let is_part =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte) || *byte >= 0x80;
    let start = content[..at]
        .iter()
        .rposition(|byte| !is_part(byte))
        .map_or(0, |end| end + 1);
    let end = content[at..].iter().position(|byte| !is_part(byte));
    start..end.map_or(content.len(), |end| at + end)
}
