UPDATE members
SET name = s.name,
    email = s.email,
    join_date = s.join_date,
    fold = s.fold,
    status = s.status,
    cancelled_at = s.cancelled_at,
    plan = s.plan,
    monthly_fee = CAST(s.monthly_fee_cents / 100.0 AS DECIMAL(14, 2)),
    renews_on = s.renews_on,
    home_zip_code = s.home_zip_code,
    home_address = s.home_address,
    household = s.household
FROM staged AS s
WHERE s.id = members.id AND s.outcome = 1
