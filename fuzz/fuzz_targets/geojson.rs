//! The target `geojson` of tests/fuzz.
#![no_main]

#[path = "../../tests/fuzz/targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::check(targets::Target::GeoJson, input));
