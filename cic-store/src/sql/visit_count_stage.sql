CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    member_id TEXT NOT NULL,
    month DATE NOT NULL,
    visits_last_month BIGINT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL
)
