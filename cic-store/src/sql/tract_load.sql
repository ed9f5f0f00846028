SELECT
    t.geoid, CAST(t.vintage AS BIGINT), t.population, t.median_household_income, t.bachelor_share,
    t.land_area_square_metres, t.polygons
FROM census_tracts AS t
