UPDATE census_tracts
SET vintage = s.vintage,
    population = s.population,
    median_household_income = s.median_household_income,
    bachelor_share = s.bachelor_share,
    land_area_square_metres = s.land_area_square_metres,
    polygons = s.polygons
FROM staged AS s
WHERE census_tracts.geoid = s.geoid AND s.outcome = 1
