//! The limits of the preview: any page in a browser can ask this machine for connections, and none of
//! them may make the preview unusable.

use std::time::Duration;

/// The most event streams at a time: one for each page that is open in a browser. A further one is
/// refused.
pub(super) const MOST_STREAMS: usize = 64;

/// How long a further event stream waits for a place: a browser that reloads a page closes one stream
/// and opens the next.
pub(super) const PLACE_WAIT: Duration = Duration::from_millis(500);

/// The most connections at a time, event streams included. A further one waits until another ends.
pub(super) const MOST_CONNECTIONS: usize = 256;

/// How long a connection may take to send the header of a request, counted from its beginning or
/// from the end of the last answer. It is closed after that.
pub(super) const HEADER_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a client may take nothing of what is sent to it. The connection is closed after that.
pub(super) const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// The bytes of memory for reading and for writing on one connection. A longer header is refused.
pub(super) const MOST_BUFFERED: usize = 64 * 1024;

/// How often a stream without events sends an empty line: one whose browser has gone without a sign
/// ends then.
pub(super) const HEARTBEAT: Duration = Duration::from_secs(20);

/// After how many seconds a browser that was refused an event stream may ask again.
pub(super) const RETRY_AFTER: &str = "5";
