//! The tests of what authors and readers see: small sites are built and looked at from outside.
//!
//! Nothing here knows how the program works inside. [`project`] makes sites, [`built`] looks at
//! what came of them, [`golden`] compares with files that are kept.

mod built;
mod golden;
mod process;
mod project;
mod svg;
mod workbook;

mod addresses;
mod attainment;
mod cases;
mod chart_files;
mod chart_options;
mod chart_rules;
mod charts;
mod checks;
mod clashes;
mod command_line;
mod confidential;
mod damaged;
mod data_commands;
mod data_pages;
mod determinism;
mod diagnostics;
mod diff;
mod downloads;
mod each;
mod editions;
mod editorial;
mod elsewhere;
mod figures;
mod found;
#[cfg(unix)]
mod hostile;
mod hosting;
mod incremental;
mod init;
mod invalid;
mod keys;
mod killed;
mod kinds;
mod languages;
mod limits;
mod links;
mod maps;
mod numbers;
mod one_cube;
mod own_site;
mod packages;
mod palette;
mod properties;
mod publishing;
mod random_edits;
mod read_back;
mod report;
mod revisions;
mod robust;
mod safety;
mod search;
mod serve;
mod sparklines;
mod status;
mod story;
mod tables;
mod target_of_year;
mod themes;
mod tidy;
mod totals;
mod typed_numbers;
mod units;
mod update;
mod values;
mod why;
