//! The view of a file to take away.

use serde::Serialize;

use crate::locale::Locale;
use crate::site::Download;

/// A file to take away.
#[derive(Debug, Serialize)]
pub(super) struct DownloadView {
    format: &'static str,
    /// What it is for; nothing for a format that goes without.
    purpose: Option<String>,
    href: String,
    /// The name under which a reader keeps it.
    name: String,
    /// The media type.
    media_type: &'static str,
    /// The size of the file, where it is known.
    size: Option<String>,
}

impl DownloadView {
    /// A file alone, whose format says enough.
    pub(super) fn new(download: &Download) -> DownloadView {
        let format = download.format;
        DownloadView {
            format: format.name(),
            purpose: None,
            href: download.href.clone(),
            name: download.name.clone(),
            media_type: format.media_type(),
            size: None,
        }
    }

    /// A file among others, with what it is for and how large it is.
    pub(super) fn described(
        download: &Download,
        bytes: Option<usize>,
        locale: &Locale,
    ) -> DownloadView {
        let purpose = download.format.purpose();
        DownloadView {
            purpose: purpose.map(|key| locale.words().get(key).to_owned()),
            size: bytes.map(|bytes| locale.file_size(bytes)),
            ..DownloadView::new(download)
        }
    }
}
