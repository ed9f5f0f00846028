UPDATE staged
SET outcome = CASE WHEN
    (m.name, m.email, m.join_date, m.fold, m.status, m.cancelled_at, m.plan,
     CAST(round(m.monthly_fee * 100) AS BIGINT), m.renews_on, m.home_zip_code, m.home_address, m.household)
    IS DISTINCT FROM
    (staged.name, staged.email, staged.join_date, staged.fold, staged.status, staged.cancelled_at, staged.plan,
     staged.monthly_fee_cents, staged.renews_on, staged.home_zip_code, staged.home_address, staged.household)
    THEN 1 ELSE 0 END
FROM members AS m
WHERE m.id = staged.id
