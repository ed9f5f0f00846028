INSERT INTO event_decisions (id, decided_at, engine_version, request, answer)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO NOTHING
