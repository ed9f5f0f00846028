UPDATE check_ins
SET member_id = s.member_id,
    checked_in_at = s.checked_in_at,
    price = CAST(s.price_cents / 100.0 AS DECIMAL(14, 2))
FROM staged AS s
WHERE check_ins.external_id = s.external_id AND check_ins.source = s.source AND s.outcome = 1
