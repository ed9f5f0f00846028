CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    checked_in_at TIMESTAMPTZ NOT NULL,
    price_cents BIGINT NOT NULL
)
