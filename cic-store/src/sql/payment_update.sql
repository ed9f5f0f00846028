UPDATE transactions
SET member_id = s.member_id,
    paid_at = s.paid_at,
    total = CAST(s.total_cents / 100.0 AS DECIMAL(14, 2))
FROM staged AS s
WHERE transactions.external_id = s.external_id AND transactions.source = s.source AND s.outcome = 1
