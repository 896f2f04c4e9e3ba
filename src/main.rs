//! The `yearbook` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    yearbook::cli::main()
}
