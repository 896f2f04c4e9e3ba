//! What is known of a file without reading it.

mod stamp;

pub use stamp::Stamp;
