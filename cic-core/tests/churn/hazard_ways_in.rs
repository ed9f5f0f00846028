//! Whichever way rows reach a fit, and however they are spread, the answer is the same.

use cic_core::churn::hazard::{
    Baseline, ChurnHazard, FittedHazard, HazardColumns, HazardError, HazardOptions, HistoryTable, InBuckets,
    Link, NewtonSums, Penalty, PersonPeriods,
};
use cic_core::member_bucket;

use crate::fixture::assert_close;
use crate::members::{Members, WIDTH};

const MEMBERS: Members = Members {
    seed: 7,
    count: 700,
    link: Link::Logit,
    months: 12,
};

/// All member-months as columns, with the bucket of each member.
#[derive(Default)]
struct Rows {
    values: Vec<f64>,
    months: Vec<u32>,
    exits: Vec<bool>,
    buckets: Vec<u8>,
}

fn rows() -> Rows {
    let mut rows = Rows::default();
    for member in 0..MEMBERS.count {
        for month in MEMBERS.months_of(member) {
            rows.values.extend(month.covariates);
            rows.months.push(month.month);
            rows.exits.push(month.exits);
            rows.buckets.push(member_bucket(&format!("M{member}")));
        }
    }
    rows
}

impl Rows {
    fn periods(&self) -> PersonPeriods<'_> {
        let periods =
            PersonPeriods::new(&self.values, WIDTH, &self.exits).expect("columns are of one length");
        periods
            .with_months(&self.months)
            .expect("columns are of one length")
    }

    /// The rows of one bucket, in their order.
    fn of_bucket(&self, bucket: u8) -> Self {
        let mut own = Self::default();
        for row in (0..self.exits.len()).filter(|&row| self.buckets[row] == bucket) {
            own.values.extend_from_slice(&self.values[row * WIDTH..][..WIDTH]);
            own.months.push(self.months[row]);
            own.exits.push(self.exits[row]);
        }
        own
    }
}

fn options(baseline: Baseline, penalty: Penalty) -> HazardOptions {
    HazardOptions {
        baseline,
        penalty,
        ..HazardOptions::default()
    }
}

#[test]
fn months_made_on_the_way_fit_as_months_that_were_stored() {
    let rows = rows();
    for baseline in [Baseline::Constant, Baseline::Intervals { months: 3 }] {
        let options = options(baseline, Penalty::None);
        let stored = ChurnHazard::fit_periods(&rows.periods(), &options).unwrap();
        let made = ChurnHazard::fit_months(&MEMBERS, &options).unwrap();
        assert_close(made.coefficients(), stored.coefficients(), 1e-10);
        assert_close(made.levels(), stored.levels(), 1e-10);
        assert_close(made.covariance(), stored.covariance(), 1e-10);
        assert_eq!(made.interval_starts(), stored.interval_starts());
    }
}

#[test]
fn one_row_a_member_fits_as_a_row_a_month() {
    let (mut values, mut durations, mut exits, mut entries, mut weights) =
        (vec![], vec![], vec![], vec![], vec![]);
    let mut long = Rows::default();
    let mut long_weights = Vec::new();
    for member in 0..MEMBERS.count {
        let months = MEMBERS.months_of(member);
        let (first, last) = (&months[0], &months[months.len() - 1]);
        let weight = 1.0 + f64::from(u32::try_from(member % 3).unwrap());
        values.extend(first.covariates);
        durations.push(last.month);
        exits.push(last.exits);
        entries.push(first.month - 1);
        weights.push(weight);
        for month in &months {
            long.values.extend(first.covariates);
            long.months.push(month.month);
            long.exits.push(month.exits);
            long_weights.push(weight);
        }
    }
    let histories = HistoryTable {
        values: &values,
        n_features: WIDTH,
        durations: &durations,
        exits: &exits,
        entries: Some(&entries),
        weights: Some(&weights),
    };
    for link in [Link::Logit, Link::Cloglog] {
        let options = HazardOptions {
            link,
            ..options(Baseline::Intervals { months: 2 }, Penalty::None)
        };
        let short = ChurnHazard::fit_histories(&histories, &options).unwrap();
        let long = long.periods().with_weights(&long_weights).unwrap();
        let long = ChurnHazard::fit_periods(&long, &options).unwrap();
        assert_close(short.coefficients(), long.coefficients(), 1e-9);
        assert_close(short.levels(), long.levels(), 1e-9);
        assert_close(&[short.log_likelihood()], &[long.log_likelihood()], 1e-11);
        assert_eq!((short.periods(), short.exits()), (long.periods(), long.exits()));
    }
}

#[test]
fn a_weight_of_two_is_a_row_twice() {
    let rows = rows();
    let weights: Vec<f64> = rows.months.iter().map(|month| f64::from(month % 3)).collect();
    let weighted = rows.periods().with_weights(&weights).unwrap();
    let weighted = ChurnHazard::fit_periods(&weighted, &HazardOptions::default()).unwrap();
    let mut repeated = Rows::default();
    for row in 0..rows.exits.len() {
        for _ in 0..rows.months[row] % 3 {
            repeated
                .values
                .extend_from_slice(&rows.values[row * WIDTH..][..WIDTH]);
            repeated.months.push(rows.months[row]);
            repeated.exits.push(rows.exits[row]);
        }
    }
    let repeated = ChurnHazard::fit_periods(&repeated.periods(), &HazardOptions::default()).unwrap();
    assert_close(weighted.coefficients(), repeated.coefficients(), 1e-9);
    assert_close(&weighted.standard_errors(), &repeated.standard_errors(), 1e-9);
}

/// Fits on so many machines, each of which holds every so many-th bucket and sends bytes; rows come in two portions.
fn fit_on(machines: usize, rows: &Rows, options: &HazardOptions) -> (FittedHazard, Vec<u8>) {
    let portions: Vec<(u8, [Rows; 2])> = (0..=u8::MAX)
        .map(|bucket| {
            let mut first = rows.of_bucket(bucket);
            let half = first.exits.len() / 2;
            let second = Rows {
                values: first.values.split_off(half * WIDTH),
                months: first.months.split_off(half),
                exits: first.exits.split_off(half),
                buckets: Vec::new(),
            };
            (bucket, [first, second])
        })
        .collect();
    // The last machine answers first.
    let of_machine = |machine: usize| portions.iter().skip(machine).step_by(machines);
    let mut columns = HazardColumns::new(WIDTH, options).expect("options are sound");
    for machine in (0..machines).rev() {
        let mut own = HazardColumns::new(WIDTH, options).expect("options are sound");
        for (bucket, portions) in of_machine(machine) {
            portions
                .iter()
                .for_each(|rows| own.update(*bucket, &rows.periods()).expect("rows are sound"));
        }
        let sent = HazardColumns::from_bytes(&own.to_bytes(), WIDTH, options).expect("bytes are sound");
        columns.merge(sent).expect("buckets are whole");
    }
    let mut trail = columns.to_bytes();
    let mut training = columns.finish().expect("both outcomes occur");
    loop {
        let mut sums = training.sums();
        let text = serde_json::to_string(&training).expect("a training is JSON");
        let sent_training = serde_json::from_str(&text).expect("a training is JSON");
        for machine in (0..machines).rev() {
            let mut own = training.sums();
            for (bucket, portions) in of_machine(machine) {
                for rows in portions {
                    own.update(&sent_training, *bucket, &rows.periods())
                        .expect("rows are sound");
                }
            }
            sums.merge(NewtonSums::from_bytes(&own.to_bytes(), &training).expect("bytes are sound"))
                .expect("buckets are whole");
        }
        trail.extend(sums.to_bytes());
        if let Some(fitted) = sums.finish(&mut training).expect("sums are of this step") {
            return (fitted, trail);
        }
    }
}

#[test]
fn any_grouping_of_whole_buckets_gives_the_same_bytes() {
    let rows = rows();
    for (baseline, penalty) in [
        (Baseline::Intervals { months: 4 }, Penalty::None),
        (Baseline::Constant, Penalty::Firth),
    ] {
        let options = options(baseline, penalty);
        let whole = rows.periods();
        let alone =
            ChurnHazard::fit_months(&InBuckets::new(&whole, &rows.buckets).unwrap(), &options).unwrap();
        let (one, one_trail) = fit_on(1, &rows, &options);
        assert_eq!(one, alone);
        for machines in [2, 64] {
            let (many, trail) = fit_on(machines, &rows, &options);
            assert!(many == one && trail == one_trail, "{machines} machines");
        }
    }
}

#[test]
fn the_number_of_threads_changes_no_bit() {
    let options = options(Baseline::Intervals { months: 1 }, Penalty::None);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| ChurnHazard::fit_months(&MEMBERS, &options))
            .unwrap()
    };
    let one = on(1);
    assert_eq!(one, on(3));
    let json = serde_json::to_string(&one).unwrap();
    let back: FittedHazard = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), json);
    assert_eq!(back, one);
}

#[test]
fn sums_of_another_step_or_split_buckets_are_refused() {
    let rows = rows();
    let options = HazardOptions::default();
    let mut columns = HazardColumns::new(WIDTH, &options).unwrap();
    columns.update(3, &rows.periods()).unwrap();
    assert_eq!(
        columns.merge(columns.clone()).unwrap_err(),
        HazardError::SplitBucket { bucket: 3 }
    );
    assert!(HazardColumns::from_bytes(&columns.to_bytes()[..40], WIDTH, &options).is_err());
    let mut training = columns.finish().unwrap();
    let mut sums = training.sums();
    sums.update(&training, 3, &rows.periods()).unwrap();
    assert_eq!(
        sums.merge(sums.clone()).unwrap_err(),
        HazardError::SplitBucket { bucket: 3 }
    );
    let bytes = sums.to_bytes();
    assert_eq!(NewtonSums::from_bytes(&bytes, &training).unwrap(), sums);
    assert!(NewtonSums::from_bytes(&bytes[..bytes.len() - 1], &training).is_err());
    assert!(sums.finish(&mut training).unwrap().is_none());
    assert_eq!(sums.finish(&mut training).unwrap_err(), HazardError::OtherStep);
    assert_eq!(
        NewtonSums::from_bytes(&bytes, &training).unwrap_err(),
        HazardError::OtherStep
    );
}
