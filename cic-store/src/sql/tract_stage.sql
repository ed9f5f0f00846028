CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    geoid TEXT NOT NULL,
    vintage INTEGER,
    population DOUBLE PRECISION,
    median_household_income DOUBLE PRECISION,
    bachelor_share DOUBLE PRECISION,
    land_area_square_metres DOUBLE PRECISION,
    polygons TEXT NOT NULL
)
