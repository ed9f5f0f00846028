SELECT d.id, d.decided_at, d.engine_version, d.request, d.answer
FROM event_decisions AS d
WHERE d.id = $1
