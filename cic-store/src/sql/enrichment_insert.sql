INSERT INTO enriched_data
    (member_id, employer, title, company_size, home_address, home_zip_code, linkedin_url, home_lat, home_lon,
     last_enriched, fold)
SELECT
    s.member_id, s.employer, s.title, s.company_size, s.home_address, s.home_zip_code, s.linkedin_url,
    s.home_lat, s.home_lon, s.last_enriched, s.fold
FROM staged AS s
WHERE s.outcome = 2
