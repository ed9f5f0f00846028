use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use cic_store::import_files::Listener;

/// A bar on standard error where that is a terminal, and nothing elsewhere.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar with no length yet.
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{msg:30!} {wide_bar} {percent:>3} %");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar }
    }

    /// Shows that `share` of `what` is done, 0 to 1.
    pub(crate) fn show(&self, what: &'static str, share: f64) {
        const STEPS: u64 = 1_000;
        self.bar.set_message(what);
        self.bar.set_length(STEPS);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float cast saturates, and a bar may stand at either end"
        )]
        self.bar.set_position((share * STEPS as f64) as u64);
    }
}

impl Listener for Progress {
    fn begins(&mut self, file: &str, bytes: u64) {
        self.bar.set_message(super::table::plain(file));
        self.bar.set_length(bytes);
        self.bar.set_position(0);
    }

    fn has_read(&mut self, bytes: u64) {
        self.bar.set_position(bytes);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
