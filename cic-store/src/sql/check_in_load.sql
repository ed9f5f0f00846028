SELECT c.source, c.external_id, c.member_id, c.checked_in_at, CAST(round(c.price * 100) AS BIGINT)
FROM check_ins AS c
