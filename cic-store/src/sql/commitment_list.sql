SELECT c.decision_id, c.committed_at, c.commitment
FROM event_commitments AS c
ORDER BY c.committed_at, c.decision_id
