CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    member_id TEXT NOT NULL,
    employer TEXT,
    title TEXT,
    company_size INTEGER,
    home_address TEXT,
    home_zip_code TEXT,
    linkedin_url TEXT,
    home_lat DOUBLE PRECISION,
    home_lon DOUBLE PRECISION,
    last_enriched TIMESTAMP,
    fold SMALLINT NOT NULL
)
