CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    paid_at TIMESTAMPTZ NOT NULL,
    total_cents BIGINT NOT NULL
)
