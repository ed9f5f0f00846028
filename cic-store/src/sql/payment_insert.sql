INSERT INTO transactions (source, external_id, member_id, paid_at, total)
SELECT s.source, s.external_id, s.member_id, s.paid_at, CAST(s.total_cents / 100.0 AS DECIMAL(14, 2))
FROM staged AS s
WHERE s.outcome = 2
