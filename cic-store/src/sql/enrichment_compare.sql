UPDATE staged
SET outcome = CASE WHEN
    (e.employer, e.title, e.company_size, e.home_address, e.home_zip_code, e.linkedin_url, e.home_lat, e.home_lon,
     e.last_enriched, e.fold)
    IS DISTINCT FROM
    (staged.employer, staged.title, staged.company_size, staged.home_address, staged.home_zip_code,
     staged.linkedin_url, staged.home_lat, staged.home_lon, staged.last_enriched, staged.fold)
    THEN 1 ELSE 0 END
FROM enriched_data AS e
WHERE e.member_id = staged.member_id
