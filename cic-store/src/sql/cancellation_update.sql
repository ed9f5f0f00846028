-- '0' follows '/', so the range holds the ids that continue this one with a court. CROSS JOIN and MATERIALIZED make
-- SQLite go from the few staged rows to the many bookings, and || keeps it from an index of its own on the source.
WITH named AS MATERIALIZED (
    SELECT b.id, s.cancelled_at
    FROM staged AS s
    CROSS JOIN bookings AS b
    WHERE b.external_id = s.external_id AND b.source = s.source AND s.outcome = 1
    UNION ALL
    SELECT b.id, s.cancelled_at
    FROM staged AS s
    CROSS JOIN bookings AS b
    WHERE b.external_id > s.external_id || '/' AND b.external_id < s.external_id || '0'
        AND b.source || '' = s.source AND s.outcome = 1
)
UPDATE bookings
SET status = 'cancelled',
    called_off = 1,
    cancelled_at = COALESCE(named.cancelled_at, bookings.cancelled_at)
FROM named
WHERE bookings.id = named.id
