SELECT COUNT(*) FROM event_commitments
