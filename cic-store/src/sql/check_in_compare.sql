UPDATE staged
SET outcome = CASE WHEN
    (t.member_id, t.checked_in_at, CAST(round(t.price * 100) AS BIGINT))
    IS DISTINCT FROM (staged.member_id, staged.checked_in_at, staged.price_cents)
    THEN 1 ELSE 0 END
FROM check_ins AS t
WHERE t.external_id = staged.external_id AND t.source = staged.source
