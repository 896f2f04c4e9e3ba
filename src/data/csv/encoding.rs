//! From the bytes of a file to a text in UTF-8.

use encoding_rs::{DecoderResult, UTF_8, UTF_16BE, UTF_16LE};

use crate::diag::{Code, Diagnostic, Source, StoredAs};

/// A byte order mark in UTF-8, which spreadsheets write.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How a file stores its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8, the standard where nothing is declared.
    pub(in crate::data) const UTF_8: Encoding = Encoding(UTF_8);

    /// The encoding of a label such as `windows-1258`; `None` for one that is not known, or whose
    /// characters take a varying number of bytes.
    pub(in crate::data) fn of_label(label: &str) -> Option<Encoding> {
        let label = match label.to_ascii_lowercase().replace('_', "-").as_str() {
            "utf-8-sig" => "utf-8".to_owned(),
            "cp1252" => "windows-1252".to_owned(),
            "cp1258" => "windows-1258".to_owned(),
            other => other.to_owned(),
        };
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        let is_utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
        (encoding == UTF_8 || is_utf16 || encoding.is_single_byte()).then_some(Encoding(encoding))
    }

    /// The text of a file. A file in UTF-8 is not copied, and its cells are checked as they are
    /// read; a file in another encoding is decoded, or refused at the first byte that has no
    /// letter in it.
    pub(super) fn decode(self, source: &Source) -> Result<Source, Diagnostic> {
        if self.0 == UTF_8 {
            return match undeclared_utf16(source.bytes()) {
                None => Ok(source.clone()),
                Some(label) => Err(Diagnostic::error(
                    Code::BadUtf8,
                    format!("byte 0x{:02X} is not UTF-8", source.bytes()[0]),
                )
                .at(source.location(0..1))
                .expected("UTF-8, or an encoding that the descriptor declares")
                .hint(format!("the file seems to be UTF-16: add `\"encoding\": \"{label}\"` to its resource, or save it as UTF-8"))),
            };
        }
        let is_utf16 = self.0 == UTF_16LE || self.0 == UTF_16BE;
        if let Some(at) = source.bytes().iter().position(|byte| *byte >= 0x80)
            && !is_utf16
            && std::str::from_utf8(source.bytes()).is_ok()
        {
            let name = self.0.name();
            return Err(Diagnostic::error(
                Code::BadEncoding,
                format!("the file is declared as {name} and is UTF-8"),
            )
            .at(source.location(at..at + 1))
            .expected(format!("text in {name}"))
            .hint("delete `encoding` of its resource"));
        }
        let (encoding, start) = match source.bytes() {
            [0xFF, 0xFE, ..] if is_utf16 => (UTF_16LE, 2),
            [0xFE, 0xFF, ..] if is_utf16 => (UTF_16BE, 2),
            _ if is_utf16 => {
                return Err(Diagnostic::error(
                    Code::BadEncoding,
                    "the file is declared as UTF-16 and has no byte order mark",
                )
                .at(source.location(0..1))
                .expected("the bytes FF FE or FE FF")
                .hint("save the file as UTF-8, or as UTF-16 with a byte order mark"));
            }
            _ => (self.0, 0),
        };
        let bytes = &source.bytes()[start..];
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let most = decoder
            .max_utf8_buffer_length_without_replacement(bytes.len())
            .expect("a file that fits into memory has a text that fits too");
        let mut text = String::with_capacity(most);
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
        if let DecoderResult::Malformed(length, after) = result {
            let end = start + read - usize::from(after);
            let at = end.saturating_sub(usize::from(length)).max(start);
            return Err(Diagnostic::error(
                Code::BadEncoding,
                format!(
                    "byte 0x{:02X} has no letter in {}",
                    source.bytes()[at],
                    encoding.name()
                ),
            )
            .at(source.location(at..end))
            .expected(format!(
                "text in {}, as the descriptor says",
                encoding.name()
            ))
            .hint("name the encoding that the file has, or save it as UTF-8"));
        }
        text.shrink_to_fit();
        let stored = if is_utf16 {
            StoredAs::Utf16
        } else {
            StoredAs::OneByte
        };
        Ok(source.decoded(text, stored))
    }
}

/// The label of UTF-16 when the file begins with its byte order mark.
fn undeclared_utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("utf-16"),
        _ => None,
    }
}

/// The encodings that old Vietnamese and Western files mostly have, for hints.
pub(super) fn likely(bytes: &[u8]) -> &'static str {
    // In windows-1258 tones follow their letter as bytes of their own (CC, D2, DE, EC, F2); the
    // letters ă, đ, ơ, ư take E3, F0, F5, FD.
    let is_mark = |byte: &&u8| matches!(byte, 0xCC | 0xD2 | 0xDE | 0xEC | 0xF2);
    let marks = bytes.iter().filter(is_mark).count();
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    if marks * 5 > high {
        "windows-1258"
    } else {
        "windows-1252"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_the_standard_and_of_python_are_known() {
        for label in [
            "utf-8",
            "UTF-8",
            "utf-16",
            "utf_16",
            "windows-1258",
            "cp1252",
            "iso-8859-15",
        ] {
            assert!(Encoding::of_label(label).is_some(), "{label}");
        }
        for label in ["", "shift_jis", "tcvn3"] {
            assert!(Encoding::of_label(label).is_none(), "{label}");
        }
    }

    #[test]
    fn places_are_those_of_the_stored_file() {
        let stored = Source::new("a.csv", &b"Gi\xEA\xECng,1\n"[..]);
        let decoded = Encoding::of_label("windows-1258")
            .expect("known")
            .decode(&stored)
            .expect("every byte has a letter");
        let text = std::str::from_utf8(decoded.bytes()).expect("UTF-8");
        let at = text.find('1').expect("it stands there");
        assert_eq!(decoded.location(at..at + 1).offset, 7);

        let units: Vec<u8> = "\u{FEFF}đ,2\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let decoded = Encoding::of_label("utf-16")
            .expect("known")
            .decode(&Source::new("a.csv", units))
            .expect("well formed");
        let place = decoded.location(3..4);
        assert_eq!((place.offset, place.column, place.length), (6, 3, 2));
    }
}
