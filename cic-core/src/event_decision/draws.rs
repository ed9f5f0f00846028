use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::model::EventModel;

/// How many times what is unknown is drawn.
pub(super) const DRAWS: usize = 4_000;

/// One possible truth about everything that is unknown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Belief<'a> {
    /// By segment: the true uplift over the expected one.
    pub uplift: &'a [f64],
    /// By segment: the share of visits recaptured when a slot is free.
    pub recapture: &'a [f64],
    /// By segment: how far values lie from what is expected of them, standard deviations.
    pub value: &'a [f64],
    /// How far the mean of demand lies from its estimate, standard deviations.
    pub demand: f64,
}

/// The same possible truths for a request and its alternatives, so that they differ by what they are and not by luck.
#[derive(Debug)]
pub(super) struct Draws {
    width: usize,
    uplift: Vec<f64>,
    recapture: Vec<f64>,
    value: Vec<f64>,
    demand: Vec<f64>,
    seed: u64,
}

impl Draws {
    /// Draws from the model's beliefs; the same seed draws the same.
    pub(super) fn new(model: &EventModel, seed: u64) -> Self {
        let width = model.beliefs.len();
        let mut words = ChaCha8Rng::seed_from_u64(seed);
        let empty = || Vec::with_capacity(DRAWS * width);
        let (mut uplift, mut recapture, mut value) = (empty(), empty(), empty());
        let mut demand = Vec::with_capacity(DRAWS);
        for _ in 0..DRAWS {
            for belief in &model.beliefs {
                uplift.push(belief.uplift_factor.at(words.next_u32()));
                recapture.push(belief.recapture_share.at(words.next_u32()));
                value.push(model.normal.at(words.next_u32()));
            }
            demand.push(model.normal.at(words.next_u32()));
        }
        Self {
            width,
            uplift,
            recapture,
            value,
            demand,
            seed,
        }
    }

    /// The draw of this number.
    pub(super) fn get(&self, draw: usize) -> Belief<'_> {
        let own = draw * self.width..(draw + 1) * self.width;
        Belief {
            uplift: &self.uplift[own.clone()],
            recapture: &self.recapture[own.clone()],
            value: &self.value[own],
            demand: self.demand[draw],
        }
    }

    /// The largest uplift factor of a segment over all draws.
    pub(super) fn most_uplift(&self, segment: usize) -> f64 {
        let of_segment = self.uplift.iter().skip(segment).step_by(self.width);
        of_segment.copied().fold(0.0, f64::max)
    }

    /// A stream of words for luck, apart from that of the draws.
    pub(super) fn luck(&self) -> ChaCha8Rng {
        let mut words = ChaCha8Rng::seed_from_u64(self.seed);
        words.set_stream(1);
        words
    }
}
