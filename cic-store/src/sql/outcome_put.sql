INSERT INTO event_outcomes (decision_id, recorded_at, outcome)
VALUES ($1, $2, $3)
ON CONFLICT (decision_id) DO UPDATE
SET recorded_at = excluded.recorded_at,
    outcome = excluded.outcome
