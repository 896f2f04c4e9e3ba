//! Tests of what authors and readers see, in one binary.

mod invalid;
mod tidy;
