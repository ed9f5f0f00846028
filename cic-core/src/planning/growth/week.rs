use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::house::House;
use crate::Stop;

/// What happened to each class's requests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub wanted: Vec<u64>,
    pub served: Vec<u64>,
    /// Of those served, in another hour.
    pub moved: Vec<u64>,
}

impl Tally {
    fn new(classes: usize) -> Self {
        Self {
            wanted: vec![0; classes],
            served: vec![0; classes],
            moved: vec![0; classes],
        }
    }

    fn add(&mut self, other: &Self) {
        let columns = [
            (&mut self.wanted, &other.wanted),
            (&mut self.served, &other.served),
            (&mut self.moved, &other.moved),
        ];
        for (sums, values) in columns {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += value;
            }
        }
    }

    /// Served / wanted over all classes; `None` when none is wanted.
    pub(super) fn success_rate(&self) -> Option<f64> {
        let wanted: u64 = self.wanted.iter().sum();
        let served: u64 = self.served.iter().sum();
        (wanted > 0).then(|| served as f64 / wanted as f64)
    }
}

/// The weeks in sum, and each week's success rate in order of weeks.
/// Once `stop` is raised, no further week is simulated.
pub(super) fn simulate(house: &House, weeks: u32, seed: u32, stop: &Stop) -> (Tally, Vec<f64>) {
    // A stream of its own for each week, so that neither threads nor the number of weeks changes one.
    const WEEKS_A_TASK: u32 = 64;
    let tasks: Vec<(Tally, Vec<f64>)> = (0..weeks.div_ceil(WEEKS_A_TASK))
        .into_par_iter()
        .map(|task| {
            let mut sum = Tally::new(house.classes());
            let mut rates = Vec::with_capacity(WEEKS_A_TASK as usize);
            let mut floor = Floor::default();
            for week in task * WEEKS_A_TASK..weeks.min((task + 1) * WEEKS_A_TASK) {
                if stop.is_raised() {
                    break;
                }
                let mut dice = ChaCha8Rng::seed_from_u64(u64::from(seed));
                dice.set_stream(u64::from(week));
                let mut tally = Tally::new(house.classes());
                for day in 0..house.days.len() {
                    floor.play(house, day, &mut dice, &mut tally);
                }
                rates.extend(tally.success_rate());
                sum.add(&tally);
            }
            (sum, rates)
        })
        .collect();
    let mut sum = Tally::new(house.classes());
    let mut rates = Vec::with_capacity(weeks as usize);
    for (tally, some) in tasks {
        sum.add(&tally);
        rates.extend(some);
    }
    (sum, rates)
}

/// Buffers of one day.
#[derive(Debug, Default)]
struct Floor {
    /// `(slot of the day, class)`.
    requests: Vec<(u32, u32)>,
    /// Courts open to all that are left, by slot of the day.
    common: Vec<usize>,
    /// `[slot of the day][class]`: kept courts that are left.
    kept: Vec<usize>,
}

impl Floor {
    /// One day: requests come in any order, each takes a court of its hour, and some take a near hour instead.
    fn play(&mut self, house: &House, day: usize, dice: &mut ChaCha8Rng, tally: &mut Tally) {
        let day = house.days[day].clone();
        let classes = house.classes();
        self.requests.clear();
        for (place, slot) in house.slots[day.clone()].iter().enumerate() {
            for _ in 0..slot.requests(unit(dice)) {
                self.requests.push((place as u32, slot.class(unit(dice)) as u32));
            }
        }
        self.common.clear();
        self.common.resize(day.len(), house.common);
        self.kept.clear();
        for _ in day.clone() {
            self.kept.extend_from_slice(&house.reserved);
        }
        for left in (0..self.requests.len()).rev() {
            let chosen = below(dice, left + 1);
            self.requests.swap(chosen, left);
            let (place, class) = self.requests[left];
            let (place, class) = (place as usize, class as usize);
            tally.wanted[class] += 1;
            if self.take(place, class, classes) {
                tally.served[class] += 1;
            } else if unit(dice) < house.flexibility[class] {
                let others = &house.slots[day.start + place].others;
                if others
                    .iter()
                    .any(|&other| self.take(other - day.start, class, classes))
                {
                    tally.served[class] += 1;
                    tally.moved[class] += 1;
                }
            }
        }
    }

    fn take(&mut self, place: usize, class: usize, classes: usize) -> bool {
        let kept = &mut self.kept[place * classes + class];
        let court = if *kept > 0 { kept } else { &mut self.common[place] };
        let is_free = *court > 0;
        *court -= usize::from(is_free);
        is_free
    }
}

/// Uniform on [0, 1).
fn unit(dice: &mut ChaCha8Rng) -> f64 {
    f64::from(dice.next_u32()) / 4_294_967_296.0
}

/// Uniform on 0..`count`.
fn below(dice: &mut ChaCha8Rng, count: usize) -> usize {
    ((u64::from(dice.next_u32()) * count as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DayOfWeek;
    use crate::planning::CourtDemand;
    use crate::planning::class_demand::HourDemand;
    use crate::planning::hour_of_week::HourOfWeek;

    fn house(means: &[f64], courts: usize, reserved: &[usize], flexibility: f64) -> House {
        let hour = |hour: u8| HourDemand {
            hour: HourOfWeek {
                weekday: DayOfWeek::Tue,
                hour,
            },
            share: 1.0,
            courts: means.to_vec(),
        };
        let demand: Vec<HourDemand> = (8..20).map(hour).collect();
        House::new(&demand, courts, reserved, &vec![flexibility; means.len()], 2)
    }

    fn rate(house: &House) -> f64 {
        simulate(house, 4_000, 7, &Stop::NEVER).0.success_rate().unwrap()
    }

    #[test]
    fn without_flexibility_the_simulated_rate_is_the_fill_rate() {
        let expected = CourtDemand::poisson(6.86).unwrap().expected_fill_rate(7);
        let simulated = rate(&house(&[4.0, 2.86], 7, &[0, 0], 0.0));
        assert!(
            (simulated - expected).abs() < 0.003,
            "{simulated} is not {expected}"
        );
    }

    #[test]
    fn flexible_people_are_served_more_often_and_more_people_less() {
        let stiff = rate(&house(&[5.0, 2.0], 7, &[0, 0], 0.0));
        let flexible = rate(&house(&[5.0, 2.0], 7, &[0, 0], 0.8));
        let crowded = rate(&house(&[6.5, 2.6], 7, &[0, 0], 0.8));
        assert!(flexible > stiff && flexible > crowded);
    }

    #[test]
    fn kept_courts_serve_those_they_are_kept_for() {
        let served = |reserved: &[usize]| {
            let (tally, _) = simulate(&house(&[3.0, 6.0], 7, reserved, 0.0), 4_000, 7, &Stop::NEVER);
            tally.served[0] as f64 / tally.wanted[0] as f64
        };
        assert!(served(&[3, 0]) > served(&[0, 0]) + 0.05);
    }

    #[test]
    fn a_week_is_the_same_among_few_and_many() {
        let house = house(&[3.0, 3.0], 5, &[1, 0], 0.5);
        let (_, few) = simulate(&house, 10, 3, &Stop::NEVER);
        let (_, many) = simulate(&house, 500, 3, &Stop::NEVER);
        assert_eq!(few, many[..10]);
        assert_ne!(few, simulate(&house, 10, 4, &Stop::NEVER).1);
    }

    #[test]
    fn no_week_is_simulated_once_the_work_is_told_to_end() {
        let stop = Stop::new();
        stop.raise();
        assert!(simulate(&house(&[3.0], 3, &[0], 0.0), 500, 1, &stop).1.is_empty());
    }

    #[test]
    fn no_more_is_served_than_there_are_courts() {
        let house = house(&[30.0, 30.0], 3, &[1, 0], 1.0);
        let (tally, _) = simulate(&house, 50, 1, &Stop::NEVER);
        assert!(tally.served.iter().sum::<u64>() <= 50 * 12 * 3);
    }
}
