SELECT o.decision_id, o.recorded_at, o.outcome
FROM event_outcomes AS o
ORDER BY o.recorded_at, o.decision_id
