SELECT
    m.id, m.name, m.email, m.join_date, CAST(m.fold AS BIGINT), m.status, m.cancelled_at,
    m.plan, CAST(round(m.monthly_fee * 100) AS BIGINT), m.renews_on, m.home_zip_code, m.home_address, m.household
FROM members AS m
