//! A thousand simulated clubs: 95 % intervals hold the truth about 95 % of the time.

use cic_core::churn::hazard::{ChurnHazard, HazardOptions, Link};
use rayon::prelude::*;

use crate::members::{EFFECTS, LEVEL, Members};

const FITS: u64 = 1_000;

fn coverage(link: Link) -> Vec<usize> {
    let options = HazardOptions {
        link,
        ..HazardOptions::default()
    };
    let held: Vec<Vec<bool>> = (0..FITS)
        .into_par_iter()
        .map(|seed| {
            let (count, months) = (250, 10);
            let members = Members {
                seed,
                count,
                link,
                months,
            };
            let months: Vec<_> = (0..count).flat_map(|member| members.months_of(member)).collect();
            let values: Vec<f64> = months.iter().flat_map(|month| month.covariates).collect();
            let exits: Vec<bool> = months.iter().map(|month| month.exits).collect();
            let fitted = ChurnHazard::fit(&values, EFFECTS.len(), &exits, None, &options)
                .expect("both outcomes occur");
            assert!(fitted.flags().converged && !fitted.flags().separated);
            let estimates = fitted.levels().iter().chain(fitted.coefficients());
            let errors = fitted
                .level_standard_errors()
                .into_iter()
                .chain(fitted.standard_errors());
            let truths = std::iter::once(LEVEL).chain(EFFECTS);
            let held = estimates.zip(errors).zip(truths);
            held.map(|((estimate, error), truth)| (estimate - truth).abs() <= 1.959_964 * error)
                .collect()
        })
        .collect();
    (0..=EFFECTS.len())
        .map(|parameter| held.iter().filter(|held| held[parameter]).count())
        .collect()
}

#[test]
fn intervals_of_a_logit_hazard_cover_the_truth() {
    let covered = coverage(Link::Logit);
    assert!(
        covered.iter().all(|count| (925..=970).contains(count)),
        "{covered:?}"
    );
}

#[test]
fn intervals_of_a_cloglog_hazard_cover_the_truth() {
    let covered = coverage(Link::Cloglog);
    assert!(
        covered.iter().all(|count| (925..=970).contains(count)),
        "{covered:?}"
    );
}
