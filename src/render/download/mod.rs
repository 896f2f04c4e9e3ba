//! Files to take away, one format a file of its own, each giving bytes.

pub mod csv;
pub mod package;
