//! The memory of the process.

/// The memory that the process has now, in bytes; `None` where the system does not say.
pub fn resident_memory() -> Option<u64> {
    memory("VmRSS:")
}

/// The most memory that the process ever had, in bytes; `None` where the system does not say.
pub fn peak_memory() -> Option<u64> {
    memory("VmHWM:")
}

#[cfg(target_os = "linux")]
fn memory(key: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(not(target_os = "linux"))]
fn memory(_: &str) -> Option<u64> {
    None
}
