use std::collections::BTreeMap;

use super::counts::MOST_PERIODS;
use super::{RetentionCounts, RetentionError, Tenure};

/// The first bytes of a tally: what it is, and the version of its form.
const MARK: [u8; 8] = *b"cicret\x00\x01";

/// Retention counts by period and stratum (a plan, a segment) that can be gathered in parts and added up.
///
/// All counts are whole numbers, so that any split of the members, in any order, gives the same tally and the same bytes.
///
/// ```
/// use cic_core::churn::retention::{RetentionTally, Tenure};
/// let mut one = RetentionTally::default();
/// one.update("standard", Tenure::from_start(3, true))?;
/// let mut other = RetentionTally::default();
/// other.update("standard", Tenure::from_start(2, false))?;
/// one.merge(&RetentionTally::from_bytes(&other.to_bytes())?);
/// assert_eq!(one.finish()["standard"].faced(), [2.0, 2.0, 1.0]);
/// # Ok::<(), cic_core::churn::retention::RetentionError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionTally {
    strata: BTreeMap<String, Vec<PeriodTally>>,
}

/// Members by a period: first seen in it, last seen in it without leaving, left at its end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct PeriodTally {
    entered: u64,
    stayed_last: u64,
    left: u64,
}

impl PeriodTally {
    const BYTES: usize = 24;

    const fn join(&mut self, other: Self) {
        self.entered = self.entered.saturating_add(other.entered);
        self.stayed_last = self.stayed_last.saturating_add(other.stayed_last);
        self.left = self.left.saturating_add(other.left);
    }
}

impl RetentionTally {
    /// Counts one member of a stratum.
    ///
    /// # Errors
    /// A tenure that holds no decision although the member left, or one of more than 100,000 periods.
    pub fn update(&mut self, stratum: &str, tenure: Tenure) -> Result<(), RetentionError> {
        self.update_many(stratum, tenure, 1)
    }

    /// Counts `members` members of a stratum with the same tenure.
    ///
    /// # Errors
    /// As [`Self::update`].
    pub fn update_many(&mut self, stratum: &str, tenure: Tenure, members: u64) -> Result<(), RetentionError> {
        if !tenure.is_sound() {
            return Err(RetentionError::Tenure {
                member: 0,
                first_period: tenure.first_period,
                last_period: tenure.last_period,
            });
        }
        let last = tenure.last_period as usize;
        if last > MOST_PERIODS {
            let most = MOST_PERIODS;
            return Err(RetentionError::TooManyPeriods { period: last, most });
        }
        if tenure.is_empty() || members == 0 {
            return Ok(());
        }
        let periods = self.periods(stratum, last);
        periods[tenure.first_period as usize - 1].join(PeriodTally {
            entered: members,
            ..PeriodTally::default()
        });
        let (stayed_last, left) = if tenure.left { (0, members) } else { (members, 0) };
        periods[last - 1].join(PeriodTally {
            entered: 0,
            stayed_last,
            left,
        });
        Ok(())
    }

    /// Adds what another tally has counted.
    pub fn merge(&mut self, other: &Self) {
        for (stratum, theirs) in &other.strata {
            let ours = self.periods(stratum, theirs.len());
            for (ours, theirs) in ours.iter_mut().zip(theirs) {
                ours.join(*theirs);
            }
        }
    }

    /// The tally as bytes, the same for the same counts however they were gathered.
    ///
    /// Little-endian: a mark of 8 bytes; the number of strata (u32); for each, by name, the length of the name (u32), the name
    /// in UTF-8, the number of periods (u32), and for each period three u64: entered, last seen staying, left.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        put_length(&mut bytes, self.strata.len());
        for (stratum, periods) in &self.strata {
            put_length(&mut bytes, stratum.len());
            bytes.extend_from_slice(stratum.as_bytes());
            put_length(&mut bytes, periods.len());
            for period in periods {
                for count in [period.entered, period.stayed_last, period.left] {
                    bytes.extend_from_slice(&count.to_le_bytes());
                }
            }
        }
        bytes
    }

    /// The tally that [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// Bytes of another kind or version, cut short, or that no tally writes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RetentionError> {
        let fault = |reason| RetentionError::Bytes { reason };
        let mut rest = bytes
            .strip_prefix(&MARK)
            .ok_or_else(|| fault("they are of another kind or version"))?;
        let mut strata = BTreeMap::new();
        let n_strata = take_length(&mut rest)?;
        for _ in 0..n_strata {
            let length = take_length(&mut rest)?;
            let name = take(&mut rest, length)?;
            let name = str::from_utf8(name).map_err(|_| fault("a name is not UTF-8"))?;
            if strata
                .last_key_value()
                .is_some_and(|(last, _): (&String, _)| last.as_str() >= name)
            {
                return Err(fault("the names are not in order"));
            }
            let n_periods = take_length(&mut rest)?;
            if n_periods == 0 || n_periods > MOST_PERIODS {
                return Err(fault("a stratum has no periods, or too many"));
            }
            let periods = take(&mut rest, n_periods * PeriodTally::BYTES)?;
            let periods: Vec<PeriodTally> = periods.chunks_exact(PeriodTally::BYTES).map(period).collect();
            if !is_sound(&periods) {
                return Err(fault("more end than began"));
            }
            strata.insert(name.to_owned(), periods);
        }
        if rest.is_empty() {
            Ok(Self { strata })
        } else {
            Err(fault("there are more than there should be"))
        }
    }

    /// The counts of each stratum.
    #[must_use]
    pub fn finish(&self) -> BTreeMap<String, RetentionCounts> {
        let strata = self.strata.iter();
        strata
            .map(|(stratum, periods)| (stratum.clone(), counts(periods)))
            .collect()
    }

    /// The counts of all strata together.
    #[must_use]
    pub fn finish_pooled(&self) -> RetentionCounts {
        let mut pooled: Vec<PeriodTally> = Vec::new();
        for periods in self.strata.values() {
            if periods.len() > pooled.len() {
                pooled.resize(periods.len(), PeriodTally::default());
            }
            for (pooled, period) in pooled.iter_mut().zip(periods) {
                pooled.join(*period);
            }
        }
        counts(&pooled)
    }

    /// The periods of a stratum, `at_least` so many of them.
    fn periods(&mut self, stratum: &str, at_least: usize) -> &mut [PeriodTally] {
        if !self.strata.contains_key(stratum) {
            self.strata.insert(stratum.to_owned(), Vec::new());
        }
        let periods = self.strata.entry(stratum.to_owned()).or_default();
        if periods.len() < at_least {
            periods.resize(at_least, PeriodTally::default());
        }
        periods
    }
}

fn counts(periods: &[PeriodTally]) -> RetentionCounts {
    let mut faced = 0_u64;
    let (mut all_faced, mut all_left) = (Vec::new(), Vec::new());
    for period in periods {
        faced = faced.saturating_add(period.entered);
        all_faced.push(faced as f64);
        all_left.push(period.left as f64);
        faced = faced.saturating_sub(period.left.saturating_add(period.stayed_last));
    }
    RetentionCounts::of(all_faced, all_left)
}

/// Whether nobody ends who did not begin, everybody ends, and the last period is one in which somebody does.
fn is_sound(periods: &[PeriodTally]) -> bool {
    let mut faced = 0_u128;
    for period in periods {
        faced += u128::from(period.entered);
        let ended = u128::from(period.left) + u128::from(period.stayed_last);
        let Some(left_over) = faced.checked_sub(ended) else {
            return false;
        };
        faced = left_over;
    }
    let last_counts = periods
        .last()
        .is_some_and(|last| last.left > 0 || last.stayed_last > 0);
    faced == 0 && last_counts
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "names and numbers of strata stay far below 4 GB"
)]
fn put_length(bytes: &mut Vec<u8>, length: usize) {
    bytes.extend_from_slice(&(length as u32).to_le_bytes());
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], RetentionError> {
    let (taken, left) = rest.split_at_checked(length).ok_or(RetentionError::Bytes {
        reason: "they are cut short",
    })?;
    *rest = left;
    Ok(taken)
}

fn take_length(rest: &mut &[u8]) -> Result<usize, RetentionError> {
    let mut length = [0; 4];
    length.copy_from_slice(take(rest, 4)?);
    Ok(u32::from_le_bytes(length) as usize)
}

fn period(bytes: &[u8]) -> PeriodTally {
    let count = |place: usize| {
        let mut count = [0; 8];
        count.copy_from_slice(&bytes[place * 8..][..8]);
        u64::from_le_bytes(count)
    };
    PeriodTally {
        entered: count(0),
        stayed_last: count(1),
        left: count(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::member_bucket;

    fn member(number: u32) -> (String, &'static str, Tenure) {
        let plan = ["casual", "standard", "unlimited"][number as usize % 3];
        let first_period = 1 + number % 4;
        let tenure = Tenure {
            first_period,
            last_period: first_period + number * 7 % 11,
            left: number % 5 < 2,
        };
        (format!("M{number}"), plan, tenure)
    }

    fn tally_of(buckets: &[u8]) -> RetentionTally {
        let mut tally = RetentionTally::default();
        for (id, plan, tenure) in (0..5_000).map(member) {
            if buckets.contains(&member_bucket(&id)) {
                tally.update(plan, tenure).unwrap();
            }
        }
        tally
    }

    #[test]
    fn any_partitions_of_whole_buckets_in_any_order_give_the_same_bytes() {
        let buckets: Vec<u8> = (0..=255).collect();
        let whole = tally_of(&buckets);
        for partitions in [1_usize, 2, 64] {
            let parts = (0..partitions).map(|part| {
                let own: Vec<u8> = buckets
                    .iter()
                    .copied()
                    .filter(|bucket| usize::from(*bucket) % partitions == part)
                    .collect();
                tally_of(&own).to_bytes()
            });
            let mut parts: Vec<Vec<u8>> = parts.collect();
            parts.reverse();
            parts.rotate_left(partitions / 3);
            let mut merged = RetentionTally::default();
            for part in &parts {
                merged.merge(&RetentionTally::from_bytes(part).unwrap());
            }
            assert_eq!(merged.to_bytes(), whole.to_bytes(), "{partitions} partitions");
            assert_eq!(merged.finish(), whole.finish());
        }
    }

    #[test]
    fn a_tally_counts_what_tenures_count() {
        let tenures: Vec<Tenure> = (0..500).map(|number| member(number).2).collect();
        let mut tally = RetentionTally::default();
        for (number, tenure) in (0_u32..).zip(&tenures) {
            tally.update(["a", "b"][number as usize % 2], *tenure).unwrap();
        }
        assert_eq!(
            tally.finish_pooled(),
            RetentionCounts::from_tenures(&tenures, None).unwrap()
        );
    }

    #[test]
    fn who_has_yet_to_face_a_decision_leaves_no_trace() {
        let mut tally = RetentionTally::default();
        tally.update("standard", Tenure::from_start(0, false)).unwrap();
        assert_eq!(tally.to_bytes(), RetentionTally::default().to_bytes());
        assert!(tally.update("standard", Tenure::from_start(0, true)).is_err());
    }

    #[test]
    fn bytes_that_no_tally_writes_are_refused() {
        let bytes = tally_of(&[1, 2, 3]).to_bytes();
        for length in 0..bytes.len() {
            assert!(RetentionTally::from_bytes(&bytes[..length]).is_err(), "{length}");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(RetentionTally::from_bytes(&longer).is_err());
        let last = bytes.len() - 8;
        let mut more_end = bytes;
        more_end[last] += 1;
        assert!(RetentionTally::from_bytes(&more_end).is_err());
    }
}
