use std::sync::Arc;

use chrono::{Datelike, Duration, TimeZone, Timelike};
use chrono_tz::America::Chicago;
use cic_core::club::ClubBuilder;
use cic_core::domain::{
    Booking, BookingKind, BookingStatus, Instant, Member, MemberStatus, Money, SurveyResponse,
};
use cic_core::features::Feature;
use cic_core::segmentation::{SegmentDefinition, Sign};
use cic_core::{Club, Error, Settings};

use crate::dice::Dice;
use crate::truth::{SEGMENTS, Truth};

const MEMBERS: usize = 320;
const WEEKS: i64 = 60;

/// A club as its records show it, and the truth behind them.
pub(crate) struct World {
    pub club: Arc<Club>,
    pub settings: Settings,
    pub as_of: Instant,
    pub truth: Truth,
    /// By member number: segment, and the true value over the believed one.
    pub members: Vec<(usize, f64)>,
    /// Bookings on hand for the two weeks after as-of: start, court, fee, members.
    pub on_hand: Vec<OnHand>,
}

/// A booking on hand.
pub(crate) struct OnHand {
    pub starts_at: Instant,
    pub court: u16,
    pub members: Vec<usize>,
}

pub(crate) fn member_id(number: usize) -> String {
    format!("M{number:03}")
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
    /// Plays a year and more of bookings at a club whose truth is this.
    pub(crate) fn play(truth: Truth, dice: &mut Dice) -> Result<Self, Error> {
        let settings = settings();
        let refused = |error: cic_core::club::ClubError| Error::invalid("club", error.to_string());
        let as_of = Chicago
            .with_ymd_and_hms(2026, 2, 16, 0, 0, 0)
            .single()
            .map_or_else(chrono::DateTime::default, |moment| moment.to_utc());
        let mut builder = ClubBuilder::new(&settings.venue);
        let mut members = Vec::with_capacity(MEMBERS);
        for number in 0..MEMBERS {
            let segment = segment_at(dice.uniform());
            members.push((segment, dice.gamma(0.3)));
            builder.member(&member(number, as_of)).map_err(refused)?;
            builder
                .survey(motivation(number, SEGMENTS[segment].1, as_of))
                .map_err(refused)?;
        }
        let mut on_hand = Vec::new();
        for day in -7 * WEEKS..14 {
            let date = (as_of + Duration::days(day)).with_timezone(&Chicago).date_naive();
            let weekday = date.weekday().num_days_from_monday() as usize;
            let Some((opens, closes)) = settings.venue.hours.on(date.weekday()) else {
                continue;
            };
            for hour in u32::from(opens / 60)..u32::from(closes / 60) {
                let Some(start) = date
                    .and_hms_opt(hour, 0, 0)
                    .and_then(|wall| Chicago.from_local_datetime(&wall).single())
                else {
                    continue;
                };
                let start = start.to_utc();
                let mean = truth.demand(weekday, hour as usize) * dice.gamma(truth.overdispersion.sqrt());
                let mut leads: Vec<f64> = (0..dice.poisson(mean))
                    .map(|_| dice.exponential(truth.mean_lead_hours))
                    .collect();
                leads.sort_by(|one, other| other.total_cmp(one));
                for (court, lead) in (1_u16..=7).zip(leads) {
                    #[expect(clippy::cast_possible_truncation, reason = "a few weeks of seconds")]
                    let booked_at = start - Duration::seconds((lead * 3_600.0) as i64);
                    if booked_at > as_of {
                        break;
                    }
                    let players = players(dice);
                    builder
                        .owned_booking(&booking(start, court, &players, booked_at, truth.fee))
                        .map_err(refused)?;
                    if start >= as_of {
                        on_hand.push(OnHand {
                            starts_at: start,
                            court,
                            members: players,
                        });
                    }
                }
            }
        }
        Ok(Self {
            club: Arc::new(builder.build().map_err(refused)?),
            settings,
            as_of,
            truth,
            members,
            on_hand,
        })
    }

    /// Courts free in the half hour that begins then.
    pub(crate) fn free(&self, start: Instant) -> usize {
        let covers = |row: &&OnHand| row.starts_at <= start && start < row.starts_at + Duration::hours(1);
        7 - self.on_hand.iter().filter(covers).count()
    }

    /// True mean of courts still to be wanted in the half hour that begins then.
    pub(crate) fn remaining(&self, start: Instant) -> f64 {
        let local = start.with_timezone(&Chicago);
        let lead = (start - self.as_of).num_minutes() as f64 / 60.0;
        let weekday = local.weekday().num_days_from_monday() as usize;
        let still = 1.0 - (-lead / self.truth.mean_lead_hours).exp();
        self.truth.demand(weekday, local.hour() as usize) * still
    }
}

fn segment_at(mut place: f64) -> usize {
    for (segment, (_, _, share, _)) in SEGMENTS.iter().enumerate() {
        if place < *share {
            return segment;
        }
        place -= share;
    }
    SEGMENTS.len() - 1
}

/// Two to four members, the organiser first.
fn players(dice: &mut Dice) -> Vec<usize> {
    let count = 2 + dice.below(3);
    let mut players = Vec::with_capacity(count);
    while players.len() < count {
        let member = dice.below(MEMBERS);
        if !players.contains(&member) {
            players.push(member);
        }
    }
    players
}

fn member(number: usize, as_of: Instant) -> Member {
    Member {
        id: member_id(number),
        name: format!("Member {number}"),
        email: None,
        joined_at: as_of - Duration::days(900),
        status: MemberStatus::Active,
        cancelled_at: None,
        plan: Some("Standard".to_owned()),
        monthly_fee: None,
        renews_on: None,
        home_zip_code: None,
        home_address: None,
        household: None,
    }
}

fn motivation(number: usize, word: &str, as_of: Instant) -> SurveyResponse {
    SurveyResponse {
        member_id: member_id(number),
        survey_name: "onboarding".to_owned(),
        question: "motivation".to_owned(),
        response: word.to_owned(),
        answered_at: Some(as_of - Duration::days(800)),
    }
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
