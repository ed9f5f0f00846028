CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    cancelled_at TIMESTAMPTZ
)
