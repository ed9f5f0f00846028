use rayon::prelude::*;

use super::logit::Table;
use crate::churn::history::MemberMonths;

/// Members walked together, so that rows come in the order of members on any number of threads.
const CHUNK: usize = 1_024;

/// What to keep of the covariates of a member in a month.
pub(super) type Keep<'a> = &'a (dyn Fn(usize, usize, &[f64], &mut Vec<f32>) + Sync);

/// One row a member-month at risk whose outcome was known by `known_until` (seconds since 1970) and began at or after
/// `known_from`; `write` says what of its covariates to keep.
pub(super) fn gather(
    months: &MemberMonths,
    ahead: usize,
    window: (i64, i64),
    width: usize,
    write: Keep<'_>,
) -> Table {
    let people = months.cells.people();
    let parts: Vec<(Vec<f32>, Vec<bool>)> = (0..people.div_ceil(CHUNK))
        .into_par_iter()
        .map(|part| {
            let (mut values, mut outcomes, mut row) = (Vec::new(), Vec::new(), Vec::new());
            for member in part * CHUNK..((part + 1) * CHUNK).min(people) {
                if !months.decides(member) {
                    continue;
                }
                months.walk(member, &mut row, &mut |start| {
                    if let Some(left) = months.left(member, start.month, ahead, window) {
                        write(member, start.month, start.covariates, &mut values);
                        outcomes.push(left);
                    }
                });
            }
            (values, outcomes)
        })
        .collect();
    let rows = parts.iter().map(|(_, outcomes)| outcomes.len()).sum();
    let mut table = Table {
        width,
        values: Vec::with_capacity(rows * width),
        outcomes: Vec::with_capacity(rows),
    };
    for (values, outcomes) in parts {
        table.values.extend_from_slice(&values);
        table.outcomes.extend_from_slice(&outcomes);
    }
    table
}
