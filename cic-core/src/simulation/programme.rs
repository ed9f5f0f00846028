//! The weekly programme of sessions: open play, clinics and leagues.

use super::premises::Premises;

/// What a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SessionForm {
    OpenPlay,
    Clinic,
    League,
}

impl SessionForm {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::OpenPlay => "Open Play",
            Self::Clinic => "Clinic",
            Self::League => "League Night",
        }
    }

    /// Charged for a place, in cents, before what a plan takes off.
    pub(super) const fn fee(self) -> u32 {
        match self {
            Self::OpenPlay => 1_200,
            Self::Clinic => 2_800,
            Self::League => 1_600,
        }
    }
}

/// A session held every week at one time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Series {
    pub(super) form: SessionForm,
    /// 0 is Monday.
    pub(super) weekday: usize,
    pub(super) half: usize,
    pub(super) halves: usize,
    pub(super) courts: usize,
}

/// The fewest registrants with which a session is held.
pub(super) const FEWEST: u16 = 4;
/// Registrants a court seats.
pub(super) const SEATS_PER_COURT: u16 = 6;

impl Series {
    pub(super) const fn seats(&self) -> u16 {
        self.courts as u16 * SEATS_PER_COURT
    }
}

/// An entry of the programme of a club with seven courts.
struct Entry {
    weekdays: &'static [usize],
    half: usize,
    halves: usize,
    courts: usize,
    form: SessionForm,
}

const fn entry(
    weekdays: &'static [usize],
    half: usize,
    halves: usize,
    courts: usize,
    form: SessionForm,
) -> Entry {
    Entry {
        weekdays,
        half,
        halves,
        courts,
        form,
    }
}

const ORDINARY: [Entry; 10] = [
    entry(&[0, 1, 2, 3, 4], 19, 4, 2, SessionForm::OpenPlay),
    entry(&[0, 3], 23, 3, 1, SessionForm::Clinic),
    entry(&[1, 3], 35, 4, 2, SessionForm::League),
    entry(&[0, 2], 36, 4, 2, SessionForm::OpenPlay),
    entry(&[0, 2], 34, 3, 1, SessionForm::Clinic),
    entry(&[4], 36, 4, 1, SessionForm::OpenPlay),
    entry(&[5], 17, 4, 2, SessionForm::OpenPlay),
    entry(&[5], 26, 4, 2, SessionForm::OpenPlay),
    entry(&[6], 20, 3, 1, SessionForm::Clinic),
    entry(&[6], 26, 4, 1, SessionForm::OpenPlay),
];

/// Times of a crowded club's sessions, every day, and the share of courts they take together.
const CROWDED_HALVES: [usize; 7] = [15, 19, 23, 27, 31, 35, 39];
const CROWDED_SHARE: f64 = 0.25;
/// People a court from which a club is crowded.
const CROWDED_MEMBERS_PER_COURT: u32 = 110;

/// Whether so many members find these courts crowded.
pub(super) const fn is_crowded(courts: usize, members: u32) -> bool {
    members > courts as u32 * CROWDED_MEMBERS_PER_COURT
}

pub(super) fn programme(premises: &Premises, members: u32) -> Vec<Series> {
    let mut series = Vec::new();
    if is_crowded(premises.courts, members) {
        let parallel = (premises.courts as f64 * CROWDED_SHARE / 2.0).round().max(1.0) as usize;
        for weekday in 0..7 {
            for (turn, half) in CROWDED_HALVES.into_iter().enumerate() {
                for index in 0..parallel {
                    let form = match (index + turn + weekday) % 5 {
                        0 | 1 | 3 => SessionForm::OpenPlay,
                        2 => SessionForm::League,
                        _ => SessionForm::Clinic,
                    };
                    let courts = if form == SessionForm::Clinic { 1 } else { 2 };
                    series.push(Series {
                        form,
                        weekday,
                        half,
                        halves: 4,
                        courts,
                    });
                }
            }
        }
    } else {
        let parallel = (premises.courts as f64 / 7.0).round().max(1.0) as usize;
        for entry in &ORDINARY {
            for weekday in entry.weekdays {
                let courts = entry.courts.min(premises.courts.div_ceil(4));
                let (form, half, halves) = (entry.form, entry.half, entry.halves);
                let one = Series {
                    form,
                    weekday: *weekday,
                    half,
                    halves,
                    courts,
                };
                series.extend(std::iter::repeat_n(one, parallel));
            }
        }
    }
    series.retain(|one| premises.is_open(one.weekday, one.half, one.halves));
    series
}
