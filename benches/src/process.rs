//! Memory and processor time of this process, as Linux counts them; `None` on systems that do not tell.

use std::fs;

/// Megabytes (10^6 bytes) resident now.
#[must_use]
pub fn resident_megabytes() -> Option<f64> {
    status("VmRSS:")
}

/// The most megabytes (10^6 bytes) resident since the start or the last [`forget_peak`].
#[must_use]
pub fn peak_megabytes() -> Option<f64> {
    status("VmHWM:")
}

/// Lets [`peak_megabytes`] start anew, so that making the data does not count as working on it.
///
/// A system that cannot keeps counting from the start, which errs against us.
pub fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").ok();
}

/// Seconds of processor time that all threads took together, to a hundredth.
#[must_use]
pub fn processor_seconds() -> Option<f64> {
    const TICKS_A_SECOND: f64 = 100.0;
    let statistics = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the process comes first, in parentheses, and may hold blanks; user and system time are the
    // twelfth and thirteenth entries after it.
    let (_, entries) = statistics.rsplit_once(')')?;
    let mut times = entries.split_whitespace().skip(11);
    let user: f64 = times.next()?.parse().ok()?;
    let system: f64 = times.next()?.parse().ok()?;
    Some((user + system) / TICKS_A_SECOND)
}

fn status(key: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    let kibibytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_a_running_process_are_there_and_sensible() {
        let (resident, peak) = (resident_megabytes().unwrap(), peak_megabytes().unwrap());
        assert!(resident > 0.1 && peak >= resident * 0.9, "{resident} {peak}");
        assert!(processor_seconds().unwrap() >= 0.0);
    }
}
