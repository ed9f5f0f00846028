UPDATE zip_centroids
SET lat = s.lat,
    lon = s.lon
FROM staged AS s
WHERE zip_centroids.zip = s.zip AND s.outcome = 1
