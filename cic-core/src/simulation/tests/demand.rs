use super::super::SimulatedClub;
use super::super::calendar::MINUTES_PER_DAY;
use super::super::latent_type::LatentType;
use super::{CLUB, played, simulated};
use crate::domain::{BookingKind, BookingStatus};
use chrono::Datelike;

/// Share of courts taken at a half hour of the week, from November to March.
fn utilisation(club: &SimulatedClub, weekday: usize, half: usize) -> f64 {
    let calendar = &club.world.calendar;
    let in_season = |day: i32| matches!(calendar.date(day).month(), 11 | 12 | 1..=3);
    let days =
        (0..calendar.history_days()).filter(|day| calendar.weekday(*day) == weekday && in_season(*day));
    let mut taken = std::collections::HashSet::new();
    for entry in club.history.ledger.entries() {
        let day = entry.start.div_euclid(MINUTES_PER_DAY);
        let begins = (entry.start.rem_euclid(MINUTES_PER_DAY) / 30) as usize;
        let covers = (begins..begins + usize::from(entry.minutes) / 30).contains(&half);
        let holds = entry.status != BookingStatus::Cancelled && day < calendar.history_days();
        if covers && holds && calendar.weekday(day) == weekday && in_season(day) {
            taken.insert((day, entry.court));
        }
    }
    taken.len() as f64 / (days.count() * club.world.premises.courts) as f64
}

#[test]
fn weekday_evenings_sell_out_in_season_and_sunday_mornings_do_not() {
    for club in [&*CLUB, &simulated(500, 24, 2), &simulated(6_000, 12, 3)] {
        let evenings: f64 = (0..5).map(|weekday| utilisation(club, weekday, 36)).sum::<f64>() / 5.0;
        let sunday = utilisation(club, 6, 18);
        assert!(evenings > 0.9, "weekdays at 18:00: {evenings}");
        assert!(sunday < 0.7, "Sundays at 9:00: {sunday}");
    }
}

#[test]
fn wishes_are_served_shifted_or_lost_and_most_of_the_lost_are_evening_ones() {
    let demand = &CLUB.truth().demand;
    for hour in demand {
        assert_eq!(hour.wished, hour.served + hour.shifted + hour.lost);
    }
    let lost: u32 = demand.iter().map(|hour| hour.lost).sum();
    let wished: u32 = demand.iter().map(|hour| hour.wished).sum();
    let evenings = (0..5).flat_map(|weekday| (17..21).map(move |hour| weekday * 24 + hour));
    let lost_evenings: u32 = evenings.map(|hour| demand[hour].lost).sum();
    assert!(lost_evenings * 2 > lost);
    assert!((0.03..0.25).contains(&(f64::from(lost) / f64::from(wished))));
}

#[test]
fn booking_curves_differ_by_type() {
    let mean_lead = |kind: LatentType| {
        let entries = CLUB.history.ledger.entries().filter(|entry| {
            let organiser = entry
                .organiser
                .map(|person| CLUB.world.people[person as usize].kind);
            organiser == Some(kind) && entry.kind == BookingKind::Reservation
        });
        let (sum, count) = entries.fold((0.0, 0.0), |(sum, count), entry| {
            (
                sum + f64::from(entry.start - entry.booked) / f64::from(MINUTES_PER_DAY),
                count + 1.0,
            )
        });
        sum / count
    };
    let [corporate, social, competitive, casual] = LatentType::ALL.map(mean_lead);
    let curves = [corporate, social, competitive, casual];
    assert!(
        corporate.min(competitive) > social + 1.0 && social > casual + 1.0,
        "{curves:?}"
    );
}

#[test]
fn winter_is_fuller_than_summer() {
    let in_months = |months: [u32; 2]| {
        played(&CLUB)
            .filter(|entry| months.contains(&CLUB.world.calendar.wall(entry.start).month()))
            .count()
    };
    assert!(in_months([1, 11]) * 10 > in_months([7, 8]) * 11);
}
