use std::time::Duration;

/// How much of the server one client may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// A connection that has not sent a whole request head by then is closed; idle ones too.
    pub head_read: Duration,
    /// A request body that has not arrived by then is refused with 408.
    pub body_read: Duration,
    /// A request that has not been answered by then is given up with 503.
    pub request: Duration,
    /// A client that takes nothing of its answer for this long is dropped.
    pub write_stall: Duration,
    /// JSON bodies beyond this many bytes are refused with 413.
    pub body_bytes: usize,
    /// Connections held at once; further ones wait to be accepted. Half of the file handles a process usually has.
    pub connections: usize,
    /// How long requests under way may still run after a stop was asked for.
    pub stop: Duration,
    /// How often the store is asked whether another process changed it.
    pub refresh: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head_read: Duration::from_secs(10),
            body_read: Duration::from_secs(10),
            request: Duration::from_secs(30),
            write_stall: Duration::from_secs(30),
            body_bytes: 64 * 1024,
            connections: 512,
            stop: Duration::from_secs(15),
            refresh: Duration::from_secs(1),
        }
    }
}
