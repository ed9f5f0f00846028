DELETE FROM booking_players
WHERE booking_id IN (
    SELECT b.id
    FROM staged AS s
    JOIN bookings AS b ON b.external_id = s.external_id AND b.source = s.source
    WHERE s.outcome = 1
)
