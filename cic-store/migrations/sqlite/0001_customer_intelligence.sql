-- The five tables as clubs have them. A database that holds them already keeps them, rows and all.
CREATE TABLE IF NOT EXISTS segments (
    id VARCHAR PRIMARY KEY NOT NULL,
    display_name VARCHAR,
    description TEXT
);
CREATE TABLE IF NOT EXISTS members (
    id VARCHAR PRIMARY KEY NOT NULL,
    name VARCHAR,
    email VARCHAR UNIQUE,
    join_date TIMESTAMP,
    status VARCHAR,
    segment VARCHAR REFERENCES segments (id)
);
CREATE TABLE IF NOT EXISTS bookings (
    id INTEGER PRIMARY KEY,
    member_id VARCHAR REFERENCES members (id),
    booking_time TIMESTAMP,
    court_id INTEGER,
    revenue_generated DECIMAL
);
CREATE TABLE IF NOT EXISTS enriched_data (
    member_id VARCHAR PRIMARY KEY NOT NULL REFERENCES members (id),
    employer VARCHAR,
    title VARCHAR,
    company_size INTEGER,
    home_address VARCHAR,
    home_zip_code VARCHAR,
    linkedin_url VARCHAR,
    last_enriched TIMESTAMP
);
CREATE TABLE IF NOT EXISTS survey_responses (
    id INTEGER PRIMARY KEY,
    member_id VARCHAR REFERENCES members (id),
    survey_name VARCHAR,
    question VARCHAR,
    response TEXT
);

-- What this version knows beside them. Columns named `..._at` are instants in UTC; `fold` is 1 where the
-- wall time beside it is the second of two readings, on the day clocks go back.
ALTER TABLE members ADD COLUMN fold SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN cancelled_at TIMESTAMPTZ;
ALTER TABLE members ADD COLUMN plan TEXT;
ALTER TABLE members ADD COLUMN monthly_fee DECIMAL;
ALTER TABLE members ADD COLUMN renews_on DATE;
ALTER TABLE members ADD COLUMN home_zip_code TEXT;
ALTER TABLE members ADD COLUMN home_address TEXT;
ALTER TABLE members ADD COLUMN household TEXT;

ALTER TABLE bookings ADD COLUMN fold SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE bookings ADD COLUMN ends_at TIMESTAMPTZ;
ALTER TABLE bookings ADD COLUMN booked_at TIMESTAMPTZ;
ALTER TABLE bookings ADD COLUMN cancelled_at TIMESTAMPTZ;
ALTER TABLE bookings ADD COLUMN status TEXT NOT NULL DEFAULT 'booked';
ALTER TABLE bookings ADD COLUMN called_off SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE bookings ADD COLUMN kind TEXT NOT NULL DEFAULT 'reservation';
ALTER TABLE bookings ADD COLUMN occurrence_id TEXT;
ALTER TABLE bookings ADD COLUMN guests INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bookings ADD COLUMN source TEXT;
ALTER TABLE bookings ADD COLUMN external_id TEXT;
CREATE UNIQUE INDEX bookings_by_external_id ON bookings (external_id, source);

ALTER TABLE enriched_data ADD COLUMN fold SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE enriched_data ADD COLUMN home_lat DOUBLE PRECISION;
ALTER TABLE enriched_data ADD COLUMN home_lon DOUBLE PRECISION;

ALTER TABLE survey_responses ADD COLUMN answered_at TIMESTAMPTZ;
CREATE INDEX survey_responses_by_question ON survey_responses (member_id, survey_name, question);

CREATE TABLE booking_players (
    booking_id BIGINT NOT NULL REFERENCES bookings (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    member_id VARCHAR NOT NULL REFERENCES members (id),
    PRIMARY KEY (booking_id, position)
) WITHOUT ROWID;
CREATE TABLE check_ins (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    member_id VARCHAR NOT NULL REFERENCES members (id),
    checked_in_at TIMESTAMPTZ NOT NULL,
    price DECIMAL NOT NULL,
    UNIQUE (external_id, source)
);
CREATE TABLE transactions (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    member_id VARCHAR NOT NULL REFERENCES members (id),
    paid_at TIMESTAMPTZ NOT NULL,
    total DECIMAL NOT NULL,
    UNIQUE (external_id, source)
);
CREATE TABLE visit_counts (
    member_id VARCHAR NOT NULL REFERENCES members (id),
    month DATE NOT NULL,
    visits_last_month BIGINT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (member_id, month)
);
CREATE TABLE corporate_connectors (
    member_id VARCHAR PRIMARY KEY NOT NULL REFERENCES members (id),
    name TEXT NOT NULL,
    company TEXT NOT NULL
);
CREATE TABLE census_tracts (
    geoid TEXT PRIMARY KEY NOT NULL,
    vintage INTEGER,
    population DOUBLE PRECISION,
    median_household_income DOUBLE PRECISION,
    bachelor_share DOUBLE PRECISION,
    land_area_square_metres DOUBLE PRECISION,
    polygons TEXT NOT NULL
);
CREATE TABLE zip_centroids (
    zip TEXT PRIMARY KEY NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    lon DOUBLE PRECISION NOT NULL
);
CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started_at TIMESTAMPTZ NOT NULL,
    file TEXT NOT NULL,
    kind TEXT NOT NULL,
    profile TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    quarantined BIGINT NOT NULL,
    notes TEXT NOT NULL
);
CREATE TABLE import_quarantine (
    import_id BIGINT NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    line BIGINT NOT NULL,
    column_name TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (import_id, position)
) WITHOUT ROWID;
CREATE TABLE segment_overrides (
    member_id VARCHAR PRIMARY KEY NOT NULL REFERENCES members (id),
    segment_id TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL
);
CREATE TABLE fits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version TEXT NOT NULL,
    as_of TIMESTAMPTZ NOT NULL,
    settings TEXT NOT NULL,
    fitted_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE segment_assignments (
    member_id VARCHAR PRIMARY KEY NOT NULL REFERENCES members (id),
    segment_id TEXT NOT NULL REFERENCES segments (id),
    confidence SMALLINT NOT NULL,
    needs_review SMALLINT NOT NULL
);
CREATE TABLE event_decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    decided_at TIMESTAMPTZ NOT NULL,
    engine_version TEXT NOT NULL,
    request TEXT NOT NULL,
    answer TEXT NOT NULL
);
CREATE TABLE store_revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision BIGINT NOT NULL
);
INSERT INTO store_revision (id, revision) VALUES (1, 0);
