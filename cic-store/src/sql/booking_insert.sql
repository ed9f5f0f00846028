INSERT INTO bookings
    (member_id, booking_time, fold, ends_at, court_id, revenue_generated, booked_at, cancelled_at, status, kind,
     occurrence_id, guests, source, external_id)
SELECT
    s.member_id, s.booking_time, s.fold, s.ends_at, s.court_id, CAST(s.revenue_cents / 100.0 AS DECIMAL(14, 2)),
    s.booked_at, s.cancelled_at, s.status, s.kind, s.occurrence_id, s.guests, s.source, s.external_id
FROM staged AS s
WHERE s.outcome = 2
