INSERT INTO segment_overrides (member_id, segment_id, decided_by, decided_at, reason)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (member_id) DO UPDATE
SET segment_id = excluded.segment_id,
    decided_by = excluded.decided_by,
    decided_at = excluded.decided_at,
    reason = excluded.reason
