UPDATE visit_counts
SET visits_last_month = s.visits_last_month,
    recorded_at = s.recorded_at
FROM staged AS s
WHERE visit_counts.member_id = s.member_id AND visit_counts.month = s.month AND s.outcome = 1
