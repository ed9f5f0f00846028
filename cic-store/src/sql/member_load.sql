-- A member without a join date is known from the first booking on.
SELECT
    m.id, m.name, m.email, COALESCE(m.join_date, f.booking_time), CAST(m.fold AS BIGINT), m.status, m.cancelled_at,
    m.plan, CAST(round(m.monthly_fee * 100) AS BIGINT), m.renews_on, m.home_zip_code, m.home_address, m.household
FROM members AS m
LEFT JOIN (
    SELECT b.member_id, min(b.booking_time) AS booking_time
    FROM bookings AS b
    WHERE b.member_id IN (SELECT u.id FROM members AS u WHERE u.join_date IS NULL)
    GROUP BY b.member_id
) AS f ON f.member_id = m.id
