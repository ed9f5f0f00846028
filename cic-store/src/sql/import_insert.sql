INSERT INTO imports
    (started_at, file, kind, profile, row_count, accepted, updated, unchanged, quarantined, notes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
RETURNING id
