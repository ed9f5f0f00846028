UPDATE bookings
SET status = 'cancelled',
    called_off = 1,
    cancelled_at = COALESCE(s.cancelled_at, bookings.cancelled_at)
FROM staged AS s
WHERE s.outcome = 1
    AND bookings.source = s.source
    AND (bookings.external_id = s.external_id
        OR bookings.external_id > s.external_id || '/' AND bookings.external_id < s.external_id || '0')
