//! Rows to tell stories with.

use cic_core::domain::{
    Booking, BookingKind, BookingStatus, Cancellation, CheckIn, Connector, Enrichment, Member, MemberStatus,
    Money, Point, SurveyResponse, Tract, Transaction, VisitCount, ZipCentroid,
};
use cic_core::ingest::{Row, RowKind};

use crate::ground::at;

pub(crate) fn member(id: &str) -> Member {
    Member {
        id: id.to_owned(),
        name: format!("Member {id}"),
        email: Some(format!("{}@example.org", id.to_lowercase())),
        joined_at: at("2025-03-01T06:00:00Z"),
        status: MemberStatus::Active,
        cancelled_at: None,
        plan: Some("Standard".to_owned()),
        monthly_fee: Some(Money::from_cents(12_599)),
        renews_on: chrono::NaiveDate::from_ymd_opt(2026, 3, 1),
        home_zip_code: Some("60618".to_owned()),
        home_address: None,
        household: None,
    }
}

pub(crate) fn booking(id: &str, member_id: Option<&str>) -> Booking {
    Booking {
        source: "canonical".to_owned(),
        external_id: id.to_owned(),
        member_id: member_id.map(str::to_owned),
        starts_at: at("2026-01-15T00:00:00Z"),
        ends_at: at("2026-01-15T01:30:00Z"),
        court_id: Some(3),
        revenue: Money::from_cents(2_010),
        booked_at: Some(at("2026-01-10T17:03:04.123456Z")),
        cancelled_at: None,
        status: BookingStatus::Booked,
        kind: BookingKind::Reservation,
        occurrence: None,
        players: Vec::new(),
        guests: 0,
    }
}

/// The story's files, in the order of import; each line may hold several rows.
pub(crate) fn story() -> Vec<(RowKind, Vec<Vec<Row>>)> {
    let one = |rows: Vec<Row>| rows.into_iter().map(|row| vec![row]).collect::<Vec<_>>();
    vec![
        (RowKind::Tracts, one(vec![Row::Tract(tract())])),
        (
            RowKind::ZipCentroids,
            one(vec![Row::ZipCentroid(ZipCentroid {
                zip: "60618".to_owned(),
                point: Point {
                    lat: 41.95,
                    lon: -87.7,
                },
            })]),
        ),
        (RowKind::Members, one(members())),
        (RowKind::Bookings, bookings()),
        (RowKind::Cancellations, one(cancellations())),
        (RowKind::CheckIns, one(check_ins())),
        (RowKind::Transactions, one(transactions())),
        (RowKind::Surveys, surveys()),
        (RowKind::Enrichment, one(enrichment())),
        (RowKind::VisitCounts, one(visit_counts())),
        (RowKind::Connectors, one(connectors())),
    ]
}

fn tract() -> Tract {
    Tract {
        geoid: "17031080100".to_owned(),
        vintage: Some(2020),
        population: Some(4_321.0),
        median_household_income: None,
        bachelor_share: Some(0.1 + 0.2),
        land_area_square_metres: Some(1.25e6),
        polygons: vec![vec![vec![
            [-87.71, 41.94],
            [-87.69, 41.94],
            [-87.69, 41.96],
            [-87.71, 41.94],
        ]]],
    }
}

fn members() -> Vec<Row> {
    let mut twice = member("M2");
    twice.name = "Somebody Else".to_owned();
    let mut same_address = member("M5");
    same_address.email = Some("m1@example.org".to_owned());
    let mut bare = member("M3");
    bare.email = None;
    bare.plan = None;
    bare.monthly_fee = None;
    bare.renews_on = None;
    bare.status = MemberStatus::Cancelled;
    bare.cancelled_at = Some(at("2025-12-31T23:59:59.999999Z"));
    let mut namesake = member("M4");
    namesake.name = "member  m1".to_owned();
    // The second 01:30 of the day clocks go back.
    namesake.joined_at = at("2025-11-02T07:30:00Z");
    vec![
        member("M1"),
        member("M2"),
        member("M2"),
        twice,
        bare,
        namesake,
        same_address,
    ]
    .into_iter()
    .map(Row::Member)
    .collect()
}

fn bookings() -> Vec<Vec<Row>> {
    let mut shared = booking("B1", Some("M1"));
    shared.players = vec!["M2".to_owned(), "M3".to_owned()];
    shared.guests = 1;
    let courts = ["B2/1", "B2/2"].map(|id| {
        let mut booking = booking(id, Some("M2"));
        booking.court_id = id[3..].parse().ok();
        booking.occurrence = Some("open play".to_owned());
        booking.kind = BookingKind::Session;
        booking
    });
    let [first, second] = ["2025-11-02T06:30:00Z", "2025-11-02T07:30:00Z"].map(|start| {
        let mut doubled = booking(&format!("B-{start}"), Some("M3"));
        doubled.starts_at = at(start);
        doubled.ends_at = doubled.starts_at + chrono::Duration::minutes(60);
        doubled
    });
    let mut guest = booking("B4", None);
    guest.court_id = None;
    guest.booked_at = None;
    guest.revenue = Money::from_cents(-5);
    let mut stranger = booking("B5", Some("M1"));
    stranger.players = vec!["M9".to_owned()];
    let mut contradicts = booking("B1", Some("M1"));
    contradicts.revenue = Money::from_cents(1);
    let mut backwards = booking("B6", Some("M1"));
    backwards.ends_at = backwards.starts_at;
    let mut half_new = courts[0].clone();
    half_new.external_id = "B7".to_owned();
    vec![
        vec![shared.clone()],
        courts.to_vec(),
        vec![first],
        vec![second],
        vec![guest],
        vec![booking("B8", Some("M8"))],
        vec![stranger],
        vec![shared],
        vec![contradicts],
        vec![backwards],
        vec![half_new, courts[1].clone()],
    ]
    .into_iter()
    .map(|line| line.into_iter().map(Row::Booking).collect())
    .collect()
}

pub(crate) fn cancellation(id: &str, cancelled_at: Option<&str>) -> Row {
    Row::Cancellation(Cancellation {
        source: "canonical".to_owned(),
        external_id: id.to_owned(),
        cancelled_at: cancelled_at.map(at),
    })
}

fn cancellations() -> Vec<Row> {
    vec![
        cancellation("B2", Some("2026-01-14T10:00:00Z")),
        cancellation("B4", None),
        cancellation("B", Some("2026-01-14T10:00:00Z")),
    ]
}

fn check_ins() -> Vec<Row> {
    let check_in = |id: &str, member_id: &str| {
        Row::CheckIn(CheckIn {
            source: "courtreserve".to_owned(),
            external_id: id.to_owned(),
            member_id: member_id.to_owned(),
            checked_in_at: at("2026-01-15T00:02:00Z"),
            price: Money::from_cents(1_600),
        })
    };
    vec![check_in("C1", "M1"), check_in("C2", "M7")]
}

fn transactions() -> Vec<Row> {
    let payment = |id: &str, cents| {
        Row::Transaction(Transaction {
            source: "courtreserve".to_owned(),
            external_id: id.to_owned(),
            member_id: "M1".to_owned(),
            paid_at: at("2026-01-15T01:00:00Z"),
            total: Money::from_cents(cents),
        })
    };
    vec![payment("T1", 9_999_999_999), payment("T2", -35)]
}

fn surveys() -> Vec<Vec<Row>> {
    let answer = |member_id: &str, question: &str, response: &str| {
        Row::Survey(SurveyResponse {
            member_id: member_id.to_owned(),
            survey_name: "onboarding_q1_2026".to_owned(),
            question: question.to_owned(),
            response: response.to_owned(),
            answered_at: Some(at("2026-01-20T00:00:00Z")),
        })
    };
    vec![
        vec![answer("M1", "motivation", "social"), answer("M1", "comment", "")],
        vec![
            answer("M2", "motivation", "to win"),
            answer("M9", "motivation", "?"),
        ],
    ]
}

fn enrichment() -> Vec<Row> {
    let known = Enrichment {
        member_id: "M1".to_owned(),
        employer: Some("Salesforce".to_owned()),
        title: Some("VP, Sales".to_owned()),
        company_size: Some(10_001),
        home_address: Some("1 North Ave".to_owned()),
        home_zip_code: Some("60618".to_owned()),
        linkedin_url: Some("linkedin.com/in/m1".to_owned()),
        home: Some(Point {
            lat: 41.950_000_1,
            lon: -87.7,
        }),
        last_enriched: Some(at("2025-11-02T07:15:00Z")),
    };
    let nobody = Enrichment {
        member_id: "M9".to_owned(),
        ..Enrichment::default()
    };
    let bare = Enrichment {
        member_id: "M2".to_owned(),
        ..Enrichment::default()
    };
    let giant = Enrichment {
        member_id: "M3".to_owned(),
        company_size: Some(u32::MAX),
        ..Enrichment::default()
    };
    vec![known, nobody, bare, giant]
        .into_iter()
        .map(Row::Enrichment)
        .collect()
}

fn visit_counts() -> Vec<Row> {
    let count = |member_id: &str| {
        Row::VisitCount(VisitCount {
            member_id: member_id.to_owned(),
            visits_last_month: 5,
            recorded_at: at("2026-02-01T12:00:00Z"),
        })
    };
    vec![count("M1"), count("M123")]
}

fn connectors() -> Vec<Row> {
    let connector = |name: &str| {
        Row::Connector(Connector {
            name: name.to_owned(),
            company: "Salesforce".to_owned(),
        })
    };
    vec![
        connector("MEMBER M2"),
        connector("Member M1"),
        connector("John Doe"),
    ]
}
