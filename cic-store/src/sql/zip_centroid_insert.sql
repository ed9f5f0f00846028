INSERT INTO zip_centroids (zip, lat, lon)
SELECT s.zip, s.lat, s.lon
FROM staged AS s
WHERE s.outcome = 2
