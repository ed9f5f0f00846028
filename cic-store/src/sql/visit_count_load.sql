SELECT v.member_id, v.visits_last_month, v.recorded_at FROM visit_counts AS v
