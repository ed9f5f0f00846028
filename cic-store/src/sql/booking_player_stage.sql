CREATE TEMPORARY TABLE staged_players (
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    member_id TEXT NOT NULL
)
