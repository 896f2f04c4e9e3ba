//! Compressed copies of text files, for hosts that serve them instead of compressing each time.

use std::io::Write;

use brotli::CompressorWriter;
use flate2::write::GzEncoder;

/// How names of files end that are texts and worth a copy.
const TEXTS: [&str; 13] = [
    "bib",
    "css",
    "csv",
    "geojson",
    "html",
    "ics",
    "js",
    "json",
    "ris",
    "svg",
    "txt",
    "webmanifest",
    "xml",
];

/// How the names of the copies end: Brotli (RFC 7932) and gzip (RFC 1952).
pub const COPIES: [&str; 2] = ["br", "gz"];

/// How hard Brotli tries, of 11: the last two steps take many times as long for one per cent.
const BROTLI_QUALITY: u32 = 9;

/// The window of Brotli, as a power of two: larger than any page.
const BROTLI_WINDOW: u32 = 22;

/// How many bytes an encoder holds before it hands them on.
const BUFFER: usize = 1 << 14;

/// Whether a file is a text by its name.
pub fn is_text(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| TEXTS.contains(&ending))
}

/// Whether a file is a compressed copy by its name.
pub fn is_copy(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| COPIES.contains(&ending))
}

/// Compresses a file in both ways while it is made part by part.
pub struct Compressing {
    brotli: CompressorWriter<Vec<u8>>,
    gzip: GzEncoder<Vec<u8>>,
}

impl Default for Compressing {
    fn default() -> Compressing {
        Compressing {
            brotli: CompressorWriter::new(Vec::new(), BUFFER, BROTLI_QUALITY, BROTLI_WINDOW),
            // The time of the file is left out of the head: equal inputs give equal bytes.
            gzip: GzEncoder::new(Vec::new(), flate2::Compression::best()),
        }
    }
}

impl Compressing {
    /// Takes the next part.
    pub fn add(&mut self, part: &[u8]) {
        self.brotli.write_all(part).expect("memory can be written");
        self.gzip.write_all(part).expect("memory can be written");
    }

    /// The copies, in the order of [`COPIES`].
    pub fn finish(self) -> [Vec<u8>; 2] {
        let gzip = self.gzip.finish().expect("memory can be written");
        [self.brotli.into_inner(), gzip]
    }
}

/// The copies of a file, in the order of [`COPIES`].
pub fn compressed(content: &[u8]) -> [Vec<u8>; 2] {
    let mut compressing = Compressing::default();
    compressing.add(content);
    compressing.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn copies_are_the_file_and_the_same_each_time() {
        let content = "Thôn 1, Thôn 2; ".repeat(4000).into_bytes();
        let [brotli, gzip] = compressed(&content);
        let mut read = Vec::new();
        brotli::Decompressor::new(brotli.as_slice(), BUFFER)
            .read_to_end(&mut read)
            .expect("Brotli");
        assert_eq!(read, content);
        read.clear();
        flate2::read::GzDecoder::new(gzip.as_slice())
            .read_to_end(&mut read)
            .expect("gzip");
        assert_eq!(read, content);
        let mut parts = Compressing::default();
        content.chunks(1000).for_each(|part| parts.add(part));
        assert_eq!(parts.finish()[1], gzip);
        assert!(
            brotli.len() < 100 && gzip.len() < 400,
            "{} {}",
            brotli.len(),
            gzip.len()
        );
    }
}
