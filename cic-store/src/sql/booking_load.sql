SELECT
    CAST(b.id AS BIGINT), b.member_id, b.booking_time, CAST(b.fold AS BIGINT), b.ends_at, CAST(b.court_id AS BIGINT),
    CAST(round(b.revenue_generated * 100) AS BIGINT), b.booked_at, b.cancelled_at, b.status, b.kind,
    b.occurrence_id, CAST(b.guests AS BIGINT)
FROM bookings AS b
WHERE b.booking_time IS NOT NULL
ORDER BY b.id
