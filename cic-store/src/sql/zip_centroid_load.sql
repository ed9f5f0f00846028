SELECT z.zip, z.lat, z.lon FROM zip_centroids AS z
