INSERT INTO members
    (id, name, email, join_date, fold, status, cancelled_at, plan, monthly_fee, renews_on,
     home_zip_code, home_address, household)
SELECT
    s.id, s.name, s.email, s.join_date, s.fold, s.status, s.cancelled_at, s.plan,
    CAST(s.monthly_fee_cents / 100.0 AS DECIMAL(14, 2)), s.renews_on,
    s.home_zip_code, s.home_address, s.household
FROM staged AS s
WHERE s.outcome = 2
