UPDATE enriched_data
SET employer = s.employer,
    title = s.title,
    company_size = s.company_size,
    home_address = s.home_address,
    home_zip_code = s.home_zip_code,
    linkedin_url = s.linkedin_url,
    home_lat = s.home_lat,
    home_lon = s.home_lon,
    last_enriched = s.last_enriched,
    fold = s.fold
FROM staged AS s
WHERE enriched_data.member_id = s.member_id AND s.outcome = 1
