-- One page of bookings as one text: a row each would cost more than reading it. A database adopted as it was may
-- name a member that nobody described.
SELECT max(page.id), string_agg(page.line, $1 ORDER BY page.id)
FROM (
    SELECT
        CAST(b.id AS BIGINT) AS id,
        concat_ws(
            $2,
            CAST(b.id AS TEXT),
            COALESCE(m.id, ''),
            CAST(b.booking_time AS TEXT),
            CAST(b.fold AS TEXT),
            COALESCE(CAST(b.ends_at AS TEXT), ''),
            COALESCE(CAST(b.court_id AS TEXT), ''),
            COALESCE(CAST(CAST(round(b.revenue_generated * 100) AS BIGINT) AS TEXT), ''),
            COALESCE(CAST(b.booked_at AS TEXT), ''),
            COALESCE(CAST(b.cancelled_at AS TEXT), ''),
            b.status,
            b.kind,
            COALESCE(b.occurrence_id, ''),
            CAST(b.guests AS TEXT),
            COALESCE((
                SELECT string_agg(p.member_id, $3 ORDER BY p.position)
                FROM booking_players AS p
                WHERE p.booking_id = b.id
            ), '')
        ) AS line
    FROM bookings AS b
    LEFT JOIN members AS m ON m.id = b.member_id
    WHERE b.id > $4 AND b.booking_time IS NOT NULL
    ORDER BY b.id
    LIMIT $5
) AS page
