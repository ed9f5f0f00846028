INSERT INTO segments (id, display_name, description)
VALUES ($1, $2, $3)
ON CONFLICT (id) DO UPDATE
SET display_name = excluded.display_name,
    description = excluded.description
