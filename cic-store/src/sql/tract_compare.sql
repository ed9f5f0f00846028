UPDATE staged
SET outcome = CASE WHEN
    (t.vintage, t.population, t.median_household_income, t.bachelor_share, t.land_area_square_metres, t.polygons)
    IS DISTINCT FROM
    (staged.vintage, staged.population, staged.median_household_income, staged.bachelor_share,
     staged.land_area_square_metres, staged.polygons)
    THEN 1 ELSE 0 END
FROM census_tracts AS t
WHERE t.geoid = staged.geoid
