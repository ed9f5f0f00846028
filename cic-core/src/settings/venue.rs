use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::venue_clock::{clock, parse_clock};
use crate::domain::{Court, OpeningHours, Point, Venue};

/// The `[venue]` section as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct VenueSection {
    name: String,
    currency: String,
    time_zone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    courts: Option<u16>,
    #[serde(rename = "court", skip_serializing_if = "Vec::is_empty")]
    court_list: Vec<Court>,
    slot_minutes: u16,
    booking_minutes: u16,
    session_minimum: u16,
    session_players_per_court: u16,
    hours: BTreeMap<String, Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Point>,
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MOST_COURTS: u16 = 1_000;

impl Default for VenueSection {
    fn default() -> Self {
        Self {
            name: "Club".to_owned(),
            currency: "USD".to_owned(),
            time_zone: "America/Chicago".to_owned(),
            courts: None,
            court_list: Vec::new(),
            slot_minutes: 30,
            booking_minutes: 60,
            session_minimum: 4,
            session_players_per_court: 6,
            hours: BTreeMap::new(),
            location: None,
        }
    }
}

impl Default for Venue {
    fn default() -> Self {
        venue_of(VenueSection::default()).expect("the default section is valid, as a test shows")
    }
}

impl Serialize for Venue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        section_of(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Venue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        venue_of(VenueSection::deserialize(deserializer)?)
            .map_err(|faults| serde::de::Error::custom(faults.join("; ")))
    }
}

fn venue_of(section: VenueSection) -> Result<Venue, Vec<String>> {
    let mut faults = Vec::new();
    let time_zone = section.time_zone.parse::<Tz>().unwrap_or_else(|_| {
        faults.push(format!(
            "venue.time_zone: {:?} is not a zone such as America/Chicago",
            section.time_zone
        ));
        Tz::UTC
    });
    let courts = courts_of(section.courts, section.court_list, &mut faults);
    let hours = hours_of(&section.hours, &mut faults);
    let mut minutes = |key: &str, value: u16, most: u16| {
        if value == 0 || value > most {
            faults.push(format!("venue.{key}: {value} is not between 1 and {most}"));
        }
    };
    minutes("slot_minutes", section.slot_minutes, 240);
    minutes("booking_minutes", section.booking_minutes, 1_440);
    minutes("session_minimum", section.session_minimum, 1_000);
    minutes(
        "session_players_per_court",
        section.session_players_per_court,
        1_000,
    );
    if section
        .location
        .is_some_and(|point| Point::new(point.lat, point.lon).is_none())
    {
        faults.push("venue.location: lat must be between -90 and 90, lon between -180 and 180".to_owned());
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Venue {
        name: section.name,
        currency: section.currency,
        time_zone,
        courts,
        slot_minutes: section.slot_minutes,
        booking_minutes: section.booking_minutes,
        session_minimum: section.session_minimum,
        session_players_per_court: section.session_players_per_court,
        hours,
        location: section.location,
    })
}

fn courts_of(count: Option<u16>, list: Vec<Court>, faults: &mut Vec<String>) -> Vec<Court> {
    if list.is_empty() {
        let count = count.unwrap_or(7);
        if !(1..=MOST_COURTS).contains(&count) {
            faults.push(format!(
                "venue.courts: {count} is not between 1 and {MOST_COURTS}"
            ));
            return Vec::new();
        }
        return (1..=count)
            .map(|id| Court {
                id,
                name: None,
                kind: None,
            })
            .collect();
    }
    if count.is_some_and(|count| usize::from(count) != list.len()) {
        faults.push(format!(
            "venue.courts: leave it out, or make it {} as [[venue.court]] has it",
            list.len()
        ));
    }
    let mut courts = list;
    courts.sort_by_key(|court| court.id);
    for pair in courts.windows(2) {
        if pair[0].id == pair[1].id {
            faults.push(format!("venue.court: id {} is used twice", pair[0].id));
        }
    }
    courts
}

fn hours_of(written: &BTreeMap<String, Vec<String>>, faults: &mut Vec<String>) -> OpeningHours {
    let mut hours = OpeningHours::default();
    for (day, times) in written {
        let Some(index) = WEEKDAYS.iter().position(|name| name == day) else {
            faults.push(format!(
                "venue.hours.{day}: not a weekday; use {}",
                WEEKDAYS.join(", ")
            ));
            continue;
        };
        hours.0[index] = match times.as_slice() {
            [] => None,
            [opens, closes] => match (parse_clock(opens), parse_clock(closes)) {
                (Some(opens), Some(closes)) if opens < closes && opens < 24 * 60 => Some((opens, closes)),
                _ => {
                    faults.push(format!(
                        "venue.hours.{day}: {opens:?} to {closes:?} is not an opening and a later closing time; \
                         write [\"08:00\", \"21:00\"], or a closing time up to 30:00 for one after midnight"
                    ));
                    None
                }
            },
            _ => {
                faults.push(format!("venue.hours.{day}: needs [] or two times"));
                None
            }
        };
    }
    hours
}

fn section_of(venue: &Venue) -> VenueSection {
    let day = |index: usize| match venue.hours.0[index] {
        None => Vec::new(),
        Some((opens, closes)) => vec![clock(opens), clock(closes)],
    };
    VenueSection {
        name: venue.name.clone(),
        currency: venue.currency.clone(),
        time_zone: venue.time_zone.name().to_owned(),
        courts: None,
        court_list: venue.courts.clone(),
        slot_minutes: venue.slot_minutes,
        booking_minutes: venue.booking_minutes,
        session_minimum: venue.session_minimum,
        session_players_per_court: venue.session_players_per_court,
        hours: WEEKDAYS
            .iter()
            .enumerate()
            .map(|(index, name)| ((*name).to_owned(), day(index)))
            .collect(),
        location: venue.location,
    }
}

#[cfg(test)]
mod tests {
    use crate::Settings;

    #[test]
    fn settings_survive_a_round_trip_through_json() {
        let text = "[venue]\ncourts = 3\nhours = { mon = [], fri = [\"18:00\", \"26:00\"] }\n\
                    location = { lat = 41.959, lon = -87.703 }";
        let settings = Settings::from_toml(text).unwrap();
        assert_eq!(Settings::from_json(&settings.to_json()).unwrap(), settings);
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = Settings::from_toml("[venue]\ncuorts = 3").unwrap_err();
        assert!(error.to_string().contains("cuorts"), "{error}");
        assert!(error.to_string().contains("line 2"), "{error}");
    }

    #[test]
    fn all_faults_of_a_section_are_reported_together() {
        let error = Settings::from_toml("[venue]\ntime_zone = \"Mars\"\ncourts = 0")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("Mars") && error.contains("venue.courts"),
            "{error}"
        );
    }
}
