UPDATE staged
SET outcome = CASE WHEN (z.lat, z.lon) IS DISTINCT FROM (staged.lat, staged.lon) THEN 1 ELSE 0 END
FROM zip_centroids AS z
WHERE z.zip = staged.zip
