CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    member_id TEXT NOT NULL,
    name TEXT NOT NULL,
    company TEXT NOT NULL
)
