-- What a cancellation report said stands, whatever a later list of bookings says.
UPDATE staged
SET outcome = CASE WHEN
    (b.member_id, b.booking_time, b.fold, b.ends_at, b.court_id, CAST(round(b.revenue_generated * 100) AS BIGINT),
     b.booked_at, b.kind, b.occurrence_id, b.guests)
    IS DISTINCT FROM
    (staged.member_id, staged.booking_time, staged.fold, staged.ends_at, staged.court_id, staged.revenue_cents,
     staged.booked_at, staged.kind, staged.occurrence_id, staged.guests)
    OR b.called_off = 0 AND (b.status, b.cancelled_at) IS DISTINCT FROM (staged.status, staged.cancelled_at)
    OR staged.players IS DISTINCT FROM COALESCE((
        SELECT string_agg(p.member_id, ';' ORDER BY p.position)
        FROM booking_players AS p
        WHERE p.booking_id = b.id
    ), '')
    THEN 1 ELSE 0 END
FROM bookings AS b
WHERE b.external_id = staged.external_id AND b.source = staged.source
