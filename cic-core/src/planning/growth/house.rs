use std::ops::Range;

use crate::planning::CourtDemand;
use crate::planning::class_demand::HourDemand;

/// A week of open hours with what each class wants, as the simulation needs it.
#[derive(Debug, Clone)]
pub(super) struct House {
    /// Slots of one day after another.
    pub slots: Vec<Slot>,
    /// The slots of each day.
    pub days: Vec<Range<usize>>,
    /// Courts kept by class.
    pub reserved: Vec<usize>,
    /// Courts open to all.
    pub common: usize,
    /// Who takes another hour, by class.
    pub flexibility: Vec<f64>,
}

/// One open hour.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// P(requests <= 0), P(requests <= 1), ...
    pub requests_up_to: Vec<f64>,
    /// Running shares of the classes.
    pub class_up_to: Vec<f64>,
    /// Slots of the same day within reach, the nearest first, of equals the later first.
    pub others: Vec<usize>,
    /// Mean requests.
    pub mean: f64,
}

impl House {
    pub(super) fn new(
        demand: &[HourDemand],
        courts: usize,
        reserved: &[usize],
        flexibility: &[f64],
        flexible_hours: u32,
    ) -> Self {
        let mut days: Vec<Range<usize>> = Vec::new();
        for (index, hour) in demand.iter().enumerate() {
            let is_new_day = index == 0 || demand[index - 1].hour.weekday != hour.hour.weekday;
            match days.last_mut() {
                Some(day) if !is_new_day => day.end = index + 1,
                _ => days.push(index..index + 1),
            }
        }
        let slots = days.iter().flat_map(|day| {
            day.clone().map(|index| Slot {
                others: within_reach(demand, day.clone(), index, flexible_hours),
                ..Slot::new(&demand[index].courts)
            })
        });
        let kept: usize = reserved.iter().sum();
        Self {
            slots: slots.collect(),
            days,
            reserved: reserved.to_vec(),
            common: courts.saturating_sub(kept),
            flexibility: flexibility.to_vec(),
        }
    }

    /// Mean requests a week.
    pub(super) fn requests(&self) -> f64 {
        self.slots.iter().map(|slot| slot.mean).sum()
    }

    pub(super) fn classes(&self) -> usize {
        self.reserved.len()
    }
}

impl Slot {
    fn new(courts: &[f64]) -> Self {
        const TAIL: f64 = 1e-12;
        let mean: f64 = courts.iter().sum();
        let most = (mean + 12.0 * mean.sqrt() + 20.0) as usize;
        let mut requests_up_to = Vec::new();
        let mut below = 0.0;
        if let Ok(demand) = CourtDemand::poisson(mean) {
            for probability in demand.probabilities().take(most) {
                below += probability;
                requests_up_to.push(below);
                if requests_up_to.len() as f64 > mean && 1.0 - below < TAIL {
                    break;
                }
            }
        }
        let mut up_to = 0.0;
        let class_up_to = courts.iter().map(|courts| {
            up_to += if mean > 0.0 { courts / mean } else { 0.0 };
            up_to
        });
        Self {
            requests_up_to,
            class_up_to: class_up_to.collect(),
            others: Vec::new(),
            mean,
        }
    }

    /// How many requests a draw of 0..1 means.
    pub(super) fn requests(&self, unit: f64) -> usize {
        self.requests_up_to.partition_point(|&below| below <= unit)
    }

    /// The class that a draw of 0..1 means.
    pub(super) fn class(&self, unit: f64) -> usize {
        self.class_up_to
            .partition_point(|&below| below <= unit)
            .min(self.class_up_to.len() - 1)
    }
}

fn within_reach(demand: &[HourDemand], day: Range<usize>, index: usize, hours: u32) -> Vec<usize> {
    let distance = |other: usize| i32::from(demand[other].hour.hour) - i32::from(demand[index].hour.hour);
    let mut others: Vec<usize> = day
        .filter(|&other| other != index && distance(other).unsigned_abs() <= hours)
        .collect();
    others.sort_by_key(|&other| (distance(other).unsigned_abs(), distance(other) < 0));
    others
}
