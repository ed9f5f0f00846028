use std::io::Cursor;

use cic_core::Settings;
use cic_core::domain::BookingStatus;
use cic_core::ingest::Profile;

use crate::reporting::{read_with, report};

const HALF_HOURS_PROFILE: &str = include_str!("../../../examples/pgexercises/profile.toml");
const HALF_HOURS_SETTINGS: &str = include_str!("../../../examples/pgexercises/settings.toml");

#[test]
fn a_log_of_half_hours_with_guests_as_member_0_needs_no_code() {
    let mut profiles = Profile::built_in();
    profiles.push(Profile::from_toml(HALF_HOURS_PROFILE).unwrap());
    let settings = Settings::from_toml(HALF_HOURS_SETTINGS).unwrap();
    let read = |file: &'static str| read_with(Cursor::new(file), &settings, &profiles, None);
    let members = read(
        "memid,surname,firstname,address,zipcode,recommendedby,joindate\n\
         0,GUEST,GUEST,GUEST,0,,2012-07-01 00:00:00\n\
         1,Archer,Nora,\"3 Mill Lane, Reading\",4321,,2012-07-02 12:02:05\n",
    );
    insta::assert_snapshot!("half_hours_members", report(&members));
    assert_eq!(members.unwrap().members()[0].name, "Nora Archer");
    let bookings = read(
        "bookid,facid,memid,starttime,slots\n\
         6,0,2,2012-07-04 09:00:00,3\n\
         17,1,0,2012-07-05 17:30:00,3\n\
         18,4,1,2012-07-05 17:30:00,2\n",
    );
    insta::assert_snapshot!("half_hours_bookings", report(&bookings));
    let bookings = bookings.unwrap();
    let (member, guest) = (bookings.bookings()[0], bookings.bookings()[1]);
    assert_eq!(member.member_id.as_deref(), Some("2"));
    assert_eq!((member.court_id, member.revenue.cents()), (Some(0), 1500));
    assert_eq!((member.ends_at - member.starts_at).num_minutes(), 90);
    assert_eq!(member.starts_at.to_rfc3339(), "2012-07-04T08:00:00+00:00");
    assert_eq!((member.booked_at, member.guests), (None, 0));
    assert_eq!(
        (guest.member_id.as_deref(), guest.guests, guest.revenue.cents()),
        (None, 1, 7500)
    );
}

const GERMAN_PROFILE: &str = include_str!("../../../examples/platzbuch/profile.toml");
const GERMAN_SETTINGS: &str = include_str!("../../../examples/platzbuch/settings.toml");

#[test]
fn a_german_court_book_needs_no_code_either() {
    let profiles = [Profile::from_toml(GERMAN_PROFILE).unwrap()];
    let settings = Settings::from_toml(GERMAN_SETTINGS).unwrap();
    let file = "Buchungsnr.;Datum;Beginn;Ende;Platz;Mitglied;Mitspieler;Preis;Stand;Art;Bemerkung\r\n\
                11;03.04.2026;18:00;19:30;Platz 2 + Halle Nord;17;17/Gast/23;1.024,50 €;offen;Trainingsstunde;\r\n\
                12;03.04.2026;18:00;17:30;Platz 2;17;;24,00;offen;;\r\n\
                13;03.04.2026;20:00;;Platz 3;Gast;;24,00;verlegt;;\r\n\
                14;03.04.2026;20:00;;Platz 3;Gast;;24,00;storniert;;\r\n";
    let outcome = read_with(Cursor::new(file), &settings, &profiles, Some("platzbuch"));
    insta::assert_snapshot!(report(&outcome));
    let outcome = outcome.unwrap();
    let [first, hall, guest] = outcome.bookings()[..] else {
        panic!("three bookings");
    };
    assert_eq!(
        (first.external_id.as_str(), hall.external_id.as_str()),
        ("11/2", "11/5")
    );
    assert_eq!(first.starts_at.to_rfc3339(), "2026-04-03T16:00:00+00:00");
    assert_eq!(
        (first.players.as_slice(), first.guests),
        (&["23".to_owned()][..], 1)
    );
    assert_eq!(first.revenue.cents(), 102_450);
    assert_eq!(guest.status, BookingStatus::Cancelled);
}

#[test]
fn faults_of_a_profile_are_reported_together_and_by_place() {
    let fault = |text: &str| Profile::from_toml(text).unwrap_err().to_string();
    insta::assert_snapshot!("unknown_key", fault("name = \"x\"\ntabel = 1\n"));
    insta::assert_snapshot!(
        "faults",
        fault(
            "name = \"x\"\n[[table]]\nname = \"t\"\nkind = \"bookings\"\nrecognised_by = []\n[table.fields]\n\
             id = { column = \"a\", value = \"b\" }\nstart = \"c\"\n"
        )
    );
    insta::assert_snapshot!(
        "unknown_option",
        fault(
            "name = \"x\"\n[[table]]\nname = \"t\"\nkind = \"connectors\"\nrecognised_by = [\"a\"]\n[table.fields]\n\
             name = { colum = \"a\" }\ncompany = \"b\"\n"
        )
    );
}
