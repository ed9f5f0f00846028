//! What does not change while a club is simulated.

use super::SimulationOptions;
use super::calendar::Calendar;
use super::employment::{Employer, employers};
use super::hour_taste::HourTaste;
use super::person::Person;
use super::population::{Surroundings, populate};
use super::premises::{Premises, settings_for};
use super::programme::{Series, is_crowded, programme};
use super::town::Town;
use crate::Settings;
use crate::domain::Point;

/// People per court beyond which members come less often, because they have learnt that it is crowded.
const ROOMY_PEOPLE_PER_COURT: f64 = 80.0;
/// What crowding does to the share of sessions.
const CROWDED_SESSION_PULL: f64 = 1.5;

/// The venue, its people and the town around them.
#[derive(Debug)]
pub(super) struct World {
    pub(super) seed: u64,
    pub(super) settings: Settings,
    pub(super) calendar: Calendar,
    pub(super) premises: Premises,
    pub(super) programme: Vec<Series>,
    pub(super) taste: HourTaste,
    pub(super) town: Town,
    pub(super) employers: Vec<Employer>,
    pub(super) people: Vec<Person>,
    /// Multiplies everyone's wishes.
    pub(super) crowd_factor: f64,
    /// Multiplies everyone's share of sessions: where courts are scarce, people play in larger groups.
    pub(super) session_pull: f64,
}

impl World {
    pub(super) fn new(options: &SimulationOptions) -> Self {
        let (seed, members) = (options.seed, options.members);
        let settings = settings_for(members);
        let calendar = Calendar::new(options.until, options.months, settings.venue.time_zone);
        let premises = Premises::new(&settings.venue);
        let taste = HourTaste::new(&premises);
        let programme = programme(&premises, members);
        let centre = settings.venue.location.unwrap_or(Point { lat: 0.0, lon: 0.0 });
        let town = Town::new(seed, members, centre);
        let employers = employers(seed, members);
        let people = populate(&Surroundings {
            seed,
            members,
            settings: &settings,
            calendar: &calendar,
            premises: &premises,
            town: &town,
            employers: &employers,
            taste: &taste,
            programme: &programme,
        });
        let people_per_court = f64::from(members) / premises.courts as f64;
        Self {
            seed,
            crowd_factor: (ROOMY_PEOPLE_PER_COURT / people_per_court)
                .clamp(0.01, 1.0)
                .powf(0.35),
            session_pull: if is_crowded(premises.courts, members) {
                CROWDED_SESSION_PULL
            } else {
                1.0
            },
            settings,
            calendar,
            premises,
            programme,
            taste,
            town,
            employers,
            people,
        }
    }
}
