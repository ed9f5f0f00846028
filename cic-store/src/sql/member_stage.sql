CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    join_date TIMESTAMP,
    fold SMALLINT NOT NULL,
    status TEXT NOT NULL,
    cancelled_at TIMESTAMPTZ,
    plan TEXT,
    monthly_fee_cents BIGINT,
    renews_on DATE,
    home_zip_code TEXT,
    home_address TEXT,
    household TEXT
)
