-- One page of check-ins as one text, as for bookings; $3 separates lists, of which there are none.
SELECT max(page.id), string_agg(page.line, $1 ORDER BY page.id)
FROM (
    SELECT
        CAST(c.id AS BIGINT) AS id,
        concat_ws(
            $2,
            c.source,
            c.external_id,
            c.member_id,
            CAST(c.checked_in_at AS TEXT),
            CAST(CAST(round(c.price * 100) AS BIGINT) AS TEXT),
            $3
        ) AS line
    FROM check_ins AS c
    WHERE c.id > $4
    ORDER BY c.id
    LIMIT $5
) AS page
