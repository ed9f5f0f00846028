UPDATE staged
SET outcome = CASE WHEN
    (t.member_id, t.paid_at, CAST(round(t.total * 100) AS BIGINT))
    IS DISTINCT FROM (staged.member_id, staged.paid_at, staged.total_cents)
    THEN 1 ELSE 0 END
FROM transactions AS t
WHERE t.external_id = staged.external_id AND t.source = staged.source
