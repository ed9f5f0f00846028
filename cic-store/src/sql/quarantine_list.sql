SELECT q.line, q.column_name, q.value, q.reason
FROM import_quarantine AS q
WHERE q.import_id = $1
ORDER BY q.position
