-- A database adopted as it was may describe nobody.
SELECT
    e.member_id, e.employer, e.title, CAST(e.company_size AS BIGINT), e.home_address, e.home_zip_code,
    e.linkedin_url, e.home_lat, e.home_lon, e.last_enriched, CAST(e.fold AS BIGINT)
FROM enriched_data AS e
JOIN members AS m ON m.id = e.member_id
