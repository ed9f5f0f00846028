SELECT a.member_id, a.segment_id, CAST(a.confidence AS BIGINT), CAST(a.needs_review AS BIGINT)
FROM segment_assignments AS a
