//! Members whose visits change from month to month and who leave at known hazards.

use cic_core::churn::hazard::{HazardError, Histories, Link, Spell, SpellSink};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The true effects of three columns.
pub(crate) const EFFECTS: [f64; 3] = [0.8, -0.5, 0.3];
/// The true level.
pub(crate) const LEVEL: f64 = -2.5;
/// Columns.
pub(crate) const WIDTH: usize = EFFECTS.len();

/// Members by number, remade from the seed whenever they are walked.
#[derive(Clone, Copy)]
pub(crate) struct Members {
    pub(crate) seed: u64,
    pub(crate) count: usize,
    pub(crate) link: Link,
    pub(crate) months: u32,
}

/// One month of one member.
pub(crate) struct MemberMonth {
    pub(crate) month: u32,
    pub(crate) covariates: [f64; WIDTH],
    pub(crate) exits: bool,
}

impl Members {
    /// The months at risk of one member: who joined earlier is first seen in a later month.
    pub(crate) fn months_of(&self, member: usize) -> Vec<MemberMonth> {
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        random.set_stream(member as u64);
        let habit: f64 = random.gen_range(-1.0..1.0);
        let first = if random.gen_bool(0.3) {
            random.gen_range(1..=self.months / 2)
        } else {
            1
        };
        let mut months = Vec::new();
        for month in first..=self.months {
            let covariates = [
                habit + random.gen_range(-1.0..1.0),
                f64::from(random.gen_range(0..4_u32)),
                habit,
            ];
            let effect: f64 = covariates
                .iter()
                .zip(EFFECTS)
                .map(|(value, effect)| value * effect)
                .sum();
            let exits = random.gen_bool(self.link.probability(LEVEL + effect));
            months.push(MemberMonth {
                month,
                covariates,
                exits,
            });
            if exits {
                break;
            }
        }
        months
    }
}

/// Members of a block.
const BLOCK: usize = 64;

impl Histories for Members {
    fn n_features(&self) -> usize {
        WIDTH
    }

    fn n_blocks(&self) -> usize {
        self.count.div_ceil(BLOCK)
    }

    fn walk(&self, block: usize, sink: &mut dyn SpellSink) -> Result<(), HazardError> {
        for member in block * BLOCK..self.count.min((block + 1) * BLOCK) {
            for month in self.months_of(member) {
                sink.spell(&Spell {
                    covariates: &month.covariates,
                    first_month: month.month,
                    last_month: month.month,
                    exits: month.exits,
                    weight: 1.0,
                })?;
            }
        }
        Ok(())
    }
}
