INSERT INTO visit_counts (member_id, month, visits_last_month, recorded_at)
SELECT s.member_id, s.month, s.visits_last_month, s.recorded_at
FROM staged AS s
WHERE s.outcome = 2
