SELECT
    i.id, i.started_at, i.file, i.kind, i.profile, i.row_count, i.accepted, i.updated, i.unchanged,
    i.quarantined, i.notes
FROM imports AS i
ORDER BY i.id DESC
