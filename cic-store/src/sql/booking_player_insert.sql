INSERT INTO booking_players (booking_id, position, member_id)
SELECT b.id, p.position, p.member_id
FROM staged_players AS p
JOIN bookings AS b ON b.external_id = p.external_id AND b.source = p.source
WHERE true
ON CONFLICT (booking_id, position) DO NOTHING
