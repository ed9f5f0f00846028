use super::history::SpendHistories;
use super::model::GammaGamma;
use crate::Stop;
use crate::numeric::ordered_sum::sum_of_chunks;
use crate::numeric::special::LogGamma;
use crate::purchasing::each::of_each;
use crate::purchasing::fit::{LogDerivatives, Problem, fit_logarithms};
use crate::purchasing::{FitFlag, FitOptions, Fitted, PurchasingError};

/// Rows that one thread sums up before it takes more: a constant, so that sums do not depend on threads.
const ROWS_AT_ONCE: usize = 8192;

/// One distinct history, as the likelihood wants it.
struct Row {
    visits: f64,
    weight: f64,
    /// The whole spend in units of the mean spend.
    total: f64,
    ln_total: f64,
}

pub(super) fn fit(
    histories: &SpendHistories,
    options: &FitOptions,
    stop: &Stop,
) -> Result<Fitted<GammaGamma>, PurchasingError> {
    options.check()?;
    let customers = histories.customers();
    let ln_spends = of_each(histories.rows(), |(history, _)| history.mean_spend().ln());
    let weighted = histories.rows().iter().zip(&ln_spends);
    let sum_of_ln_spends: f64 = weighted.map(|((_, weight), ln_spend)| weight * ln_spend).sum();
    let ln_unit = sum_of_ln_spends / customers;
    let unit = ln_unit.exp();
    let rows: Vec<Row> = histories
        .rows()
        .iter()
        .zip(&ln_spends)
        .map(|((history, weight), ln_spend)| {
            let visits = f64::from(history.visits());
            Row {
                visits,
                weight: *weight,
                total: visits * (history.mean_spend() / unit),
                ln_total: visits.ln() + ln_spend - ln_unit,
            }
        })
        .collect();
    let counts = distinct_counts(&rows);
    let problem = Problem {
        names: GammaGamma::PARAMETER_NAMES,
        starts: &[
            [5.0, 4.0, 0.8],
            [1.0, 2.0, 2.0],
            [20.0, 1.2, 0.05],
            [1.0, 20.0, 20.0],
        ],
        units: [1.0, 1.0, unit],
        log_likelihood_offset: -sum_of_ln_spends,
        customers,
        distinct_rows: rows.len(),
        stop,
    };
    let (parameters, mut summary) = fit_logarithms(&problem, options, |parameters| {
        log_likelihood(parameters, &rows, &counts)
    })?;
    let q = parameters[1];
    if q <= 1.0 {
        summary.flags.push(FitFlag::InfiniteMeanSpend { q });
    }
    Ok(Fitted {
        model: GammaGamma::from_parameters(parameters)?,
        summary,
    })
}

/// Each distinct number of visits with its weight; rows are in order of visits.
fn distinct_counts(rows: &[Row]) -> Vec<(f64, f64)> {
    let mut counts: Vec<(f64, f64)> = Vec::new();
    for row in rows {
        match counts.last_mut() {
            Some((visits, weight)) if *visits >= row.visits => *weight += row.weight,
            _ => counts.push((row.visits, row.weight)),
        }
    }
    counts
}

/// Equation 1a of Fader and Hardie, "The Gamma-Gamma model of monetary value" (2013), of all customers, with w =
/// v / (v + x zbar): ln gamma(p x + q) - ln gamma(p x) - ln gamma(q) + q ln w + p x ln(1 - w) - ln zbar. The last is
/// a constant and left to the problem's offset.
fn log_likelihood(&[p, q, v]: &[f64; 3], rows: &[Row], counts: &[(f64, f64)]) -> LogDerivatives<3> {
    let sums = sum_of_chunks(rows, ROWS_AT_ONCE, |rows| Sums::over(rows, v), Sums::add).unwrap_or_default();
    let mut sum = LogDerivatives::ZERO;
    sum.value = q * sums.ln_prior_share + p * sums.ln_own_share;
    let (mut in_p, mut in_q) = (sums.ln_own_share, sums.ln_prior_share);
    let (mut in_pp, mut in_pq, mut in_qq) = (0.0, 0.0, 0.0);
    let alone = LogGamma::at(q);
    for &(visits, weight) in counts {
        let (own, both) = (LogGamma::at(p * visits), LogGamma::at(p * visits + q));
        sum.value += weight * (both.value - own.value - alone.value);
        in_p += weight * visits * (both.digamma - own.digamma);
        in_q += weight * (both.digamma - alone.digamma);
        in_pp += weight * visits * visits * (both.trigamma - own.trigamma);
        in_pq += weight * visits * both.trigamma;
        in_qq += weight * (both.trigamma - alone.trigamma);
    }
    sum.gradient = [
        p * in_p,
        q * in_q,
        q * sums.own_share - p * sums.visits_prior_share,
    ];
    let mixed = [p * q * in_pq, -p * sums.visits_prior_share, q * sums.own_share];
    sum.hessian = [
        [p * in_p + p * p * in_pp, mixed[0], mixed[1]],
        [mixed[0], q * in_q + q * q * in_qq, mixed[2]],
        [mixed[1], mixed[2], -q * sums.spread - p * sums.visits_spread],
    ];
    sum
}

/// Sums over rows of what depends on v; the prior share is w, the own share 1 - w.
#[derive(Default)]
struct Sums {
    ln_prior_share: f64,
    ln_own_share: f64,
    own_share: f64,
    visits_prior_share: f64,
    spread: f64,
    visits_spread: f64,
}

impl Sums {
    fn over(rows: &[Row], v: f64) -> Self {
        let ln_v = v.ln();
        let mut sums = Self::default();
        for row in rows {
            let both = v + row.total;
            let ln_both = both.ln();
            let share = 1.0 / both;
            let (prior, own) = (row.weight * v * share, row.weight * row.total * share);
            let spread = prior * row.total * share;
            sums.ln_prior_share += row.weight * (ln_v - ln_both);
            sums.ln_own_share += row.weight * row.visits * (row.ln_total - ln_both);
            sums.own_share += own;
            sums.visits_prior_share += row.visits * prior;
            sums.spread += spread;
            sums.visits_spread += row.visits * spread;
        }
        sums
    }

    #[expect(clippy::needless_pass_by_value, reason = "sums of chunks are handed over")]
    fn add(&mut self, other: Self) {
        self.ln_prior_share += other.ln_prior_share;
        self.ln_own_share += other.ln_own_share;
        self.own_share += other.own_share;
        self.visits_prior_share += other.visits_prior_share;
        self.spread += other.spread;
        self.visits_spread += other.visits_spread;
    }
}
