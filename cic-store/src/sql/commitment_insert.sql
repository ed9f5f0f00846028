INSERT INTO event_commitments (decision_id, committed_at, commitment) VALUES ($1, $2, $3)
