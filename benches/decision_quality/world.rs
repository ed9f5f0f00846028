use std::sync::Arc;

use chrono::{Datelike, Duration, NaiveDate, TimeZone, Timelike};
use chrono_tz::America::Chicago;
use cic_core::club::{ClubBuilder, ClubError};
use cic_core::domain::{Booking, BookingKind, BookingStatus, Instant, Money};
use cic_core::features::Feature;
use cic_core::segmentation::{SegmentDefinition, Sign};
use cic_core::{Club, Error, Settings};

use crate::dice::Dice;
use crate::people::{MEMBERS, People, member_id, seconds};
use crate::truth::{COURTS, SEGMENTS, Scenario, Truth};

const WEEKS: i64 = 60;
const WEEKS_A_MONTH: f64 = 30.4375 / 7.0;

/// A club as its records show it, and the truth behind them.
pub(crate) struct World {
    pub club: Arc<Club>,
    pub settings: Settings,
    pub as_of: Instant,
    pub truth: Truth,
    pub people: People,
    /// Bookings on hand for the two weeks after as-of.
    pub on_hand: Vec<OnHand>,
}

/// A booking on hand: an hour on a court by these members.
pub(crate) struct OnHand {
    pub starts_at: Instant,
    pub court: u16,
    pub members: Vec<usize>,
}

/// Settings whose segments are told by one survey answer, so that nobody is in the wrong one.
pub(crate) fn settings() -> Settings {
    let segment = |(id, motivation, ..): (&str, &str, f64, f64)| SegmentDefinition {
        id: id.to_owned(),
        display_name: id.replace('_', " "),
        description: String::new(),
        signs: vec![Sign {
            feature: Feature::Motivation,
            at_least: None,
            below: None,
            is: vec![motivation.to_owned()],
            required: true,
        }],
    };
    Settings {
        segments: SEGMENTS.map(segment).to_vec(),
        ..Settings::default()
    }
}

impl World {
    /// Plays a year and more of bookings at a club whose truth is drawn for the scenario.
    pub(crate) fn play(scenario: Scenario, dice: &mut Dice) -> Result<Self, Error> {
        let settings = settings();
        let truth = Truth::draw(scenario, &settings, dice);
        let as_of = Chicago
            .with_ymd_and_hms(2026, 2, 16, 0, 0, 0)
            .single()
            .map_or_else(chrono::DateTime::default, |moment| moment.to_utc());
        let spend = monthly_spend(&truth, &settings);
        let people = People::live(scenario, &truth, &settings, as_of, spend, dice);
        let mut builder = ClubBuilder::new(&settings.venue);
        for number in 0..people.everyone.len() {
            builder
                .member(&people.member(number, &settings))
                .map_err(refused)?;
            builder.survey(people.answer(number)).map_err(refused)?;
        }
        let mut on_hand = Vec::new();
        for start in open_hours(&settings, as_of) {
            let local = start.with_timezone(&Chicago);
            let weekday = local.weekday().num_days_from_monday() as usize;
            let wanted = truth.demand(weekday, local.hour() as usize).mean();
            let wanted = wanted * dice.gamma(truth.overdispersion.sqrt());
            let mut leads: Vec<f64> = (0..dice.poisson(wanted))
                .map(|_| dice.exponential(truth.mean_lead_hours))
                .collect();
            leads.sort_by(|one, other| other.total_cmp(one));
            for (court, lead) in (1_u16..).zip(leads).take(COURTS) {
                let booked_at = start - seconds(lead * 3_600.0);
                if booked_at > as_of {
                    break;
                }
                let members = players(&people, start.min(as_of), dice);
                let row = booking(start, court, &members, booked_at, truth.fee);
                builder.owned_booking(&row).map_err(refused)?;
                if start >= as_of {
                    on_hand.push(OnHand {
                        starts_at: start,
                        court,
                        members,
                    });
                }
            }
        }
        Ok(Self {
            club: Arc::new(builder.build().map_err(refused)?),
            settings,
            as_of,
            truth,
            people,
            on_hand,
        })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn refused(error: ClubError) -> Error {
    Error::invalid("club", error.to_string())
}

/// Every hour in which the club is open, from the first week to two weeks after as-of.
fn open_hours(settings: &Settings, as_of: Instant) -> Vec<Instant> {
    let hours_of = |date: NaiveDate| {
        let (opens, closes) = settings.venue.hours.on(date.weekday())?;
        Some((u32::from(opens / 60)..u32::from(closes / 60)).map(move |hour| (date, hour)))
    };
    (-7 * WEEKS..14)
        .map(|day| (as_of + Duration::days(day)).with_timezone(&Chicago).date_naive())
        .filter_map(hours_of)
        .flatten()
        .filter_map(|(date, hour)| {
            let wall = date.and_hms_opt(hour, 0, 0)?;
            Some(Chicago.from_local_datetime(&wall).single()?.to_utc())
        })
        .collect()
}

/// Court fees that a member pays a month in expectation: everyone organises as often as everyone else.
fn monthly_spend(truth: &Truth, settings: &Settings) -> f64 {
    let monday = NaiveDate::default() + Duration::days(4);
    let hours = (0..7).flat_map(|weekday| {
        let on = settings
            .venue
            .hours
            .on((monday + Duration::days(weekday)).weekday());
        on.map_or(0..0, |(opens, closes)| opens / 60..closes / 60)
            .map(move |hour| (weekday as usize, usize::from(hour)))
    });
    let served = hours.map(|(weekday, hour)| truth.demand(weekday, hour).expected_served(COURTS));
    served.sum::<f64>() * truth.fee * WEEKS_A_MONTH / MEMBERS as f64
}

/// Two to four members, the organiser first.
fn players(people: &People, at: Instant, dice: &mut Dice) -> Vec<usize> {
    let count = 2 + dice.below(3);
    let mut places = Vec::with_capacity(count);
    while places.len() < count {
        let place = dice.below(MEMBERS);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places.into_iter().map(|place| people.at(place, at)).collect()
}

fn booking(starts_at: Instant, court: u16, players: &[usize], booked_at: Instant, fee: f64) -> Booking {
    Booking {
        source: "canonical".to_owned(),
        external_id: format!("{}-{court}", starts_at.timestamp()),
        member_id: players.first().map(|&player| member_id(player)),
        starts_at,
        ends_at: starts_at + Duration::hours(1),
        court_id: Some(court),
        revenue: Money::from_units(fee).unwrap_or_default(),
        booked_at: Some(booked_at),
        cancelled_at: None,
        status: BookingStatus::Booked,
        kind: BookingKind::Reservation,
        occurrence: None,
        players: players.iter().skip(1).map(|&player| member_id(player)).collect(),
        guests: 0,
    }
}
