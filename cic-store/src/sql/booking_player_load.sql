SELECT p.booking_id, p.member_id
FROM booking_players AS p
ORDER BY p.booking_id, p.position
