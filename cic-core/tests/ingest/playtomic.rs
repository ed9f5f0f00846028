use crate::reporting::{read, report};

#[test]
fn times_are_utc_and_a_tournament_shares_its_activity() {
    let file = "booking_id,activity_id,booking_start_date,booking_end_date,resource_name,owner_id,participant_ids,price,status,booking_type,created_at\n\
                b1,a1,2026-07-01T16:00:00,2026-07-01T17:30:00,Padel 1,u1,\"u1,u2,u3\",\"12,50 EUR\",CONFIRMED,TOURNAMENT,2026-06-20T10:00:00\n\
                b2,a1,2026-07-01T16:00:00,2026-07-01T17:30:00,Padel 2,u4,,12.50 EUR,CANCELED,TOURNAMENT,\n\
                b3,,2026-07-01T16:00:00,2026-07-01T17:30:00,Padel 3,u4,,€8,WHO_KNOWS,,\n";
    let outcome = read(file);
    insta::assert_snapshot!(report(&outcome));
    let outcome = outcome.unwrap();
    let (first, second) = (outcome.bookings()[0], outcome.bookings()[1]);
    assert_eq!(first.starts_at.to_rfc3339(), "2026-07-01T16:00:00+00:00");
    assert_eq!(first.occurrence, second.occurrence);
    assert_eq!(first.players, ["u2", "u3"]);
    assert_eq!((first.revenue.cents(), second.revenue.cents()), (1250, 1250));
}
