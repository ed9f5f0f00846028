CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    member_id TEXT,
    booking_time TIMESTAMP NOT NULL,
    fold SMALLINT NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    court_id INTEGER,
    revenue_cents BIGINT NOT NULL,
    booked_at TIMESTAMPTZ,
    cancelled_at TIMESTAMPTZ,
    status TEXT NOT NULL,
    kind TEXT NOT NULL,
    occurrence_id TEXT,
    guests INTEGER NOT NULL,
    players TEXT NOT NULL
)
