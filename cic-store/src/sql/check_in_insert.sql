INSERT INTO check_ins (source, external_id, member_id, checked_in_at, price)
SELECT s.source, s.external_id, s.member_id, s.checked_in_at, CAST(s.price_cents / 100.0 AS DECIMAL(14, 2))
FROM staged AS s
WHERE s.outcome = 2
