UPDATE corporate_connectors
SET name = s.name,
    company = s.company
FROM staged AS s
WHERE corporate_connectors.member_id = s.member_id AND s.outcome = 1
