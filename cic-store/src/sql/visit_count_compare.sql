UPDATE staged
SET outcome = CASE WHEN v.visits_last_month <> staged.visits_last_month THEN 1 ELSE 0 END
FROM visit_counts AS v
WHERE v.member_id = staged.member_id AND v.month = staged.month
