SELECT o.member_id, o.segment_id, o.decided_by, o.decided_at, o.reason FROM segment_overrides AS o
