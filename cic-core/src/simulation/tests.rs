//! Whether the simulated club is true to life.
