-- '0' follows '/', so the range holds the ids that continue this one with a court.
UPDATE staged
SET outcome = COALESCE((
    SELECT max(CASE WHEN
        b.called_off = 0 OR b.cancelled_at IS DISTINCT FROM COALESCE(staged.cancelled_at, b.cancelled_at)
        THEN 1 ELSE 0 END)
    FROM bookings AS b
    WHERE b.source = staged.source
        AND (b.external_id = staged.external_id
            OR b.external_id > staged.external_id || '/' AND b.external_id < staged.external_id || '0')
), 2)
