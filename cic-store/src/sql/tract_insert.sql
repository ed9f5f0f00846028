INSERT INTO census_tracts
    (geoid, vintage, population, median_household_income, bachelor_share, land_area_square_metres, polygons)
SELECT
    s.geoid, s.vintage, s.population, s.median_household_income, s.bachelor_share, s.land_area_square_metres,
    s.polygons
FROM staged AS s
WHERE s.outcome = 2
