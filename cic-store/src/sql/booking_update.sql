UPDATE bookings
SET member_id = s.member_id,
    booking_time = s.booking_time,
    fold = s.fold,
    ends_at = s.ends_at,
    court_id = s.court_id,
    revenue_generated = CAST(s.revenue_cents / 100.0 AS DECIMAL(14, 2)),
    booked_at = s.booked_at,
    cancelled_at = CASE WHEN bookings.called_off = 1 THEN bookings.cancelled_at ELSE s.cancelled_at END,
    status = CASE WHEN bookings.called_off = 1 THEN bookings.status ELSE s.status END,
    kind = s.kind,
    occurrence_id = s.occurrence_id,
    guests = s.guests
FROM staged AS s
WHERE bookings.external_id = s.external_id AND bookings.source = s.source AND s.outcome = 1
