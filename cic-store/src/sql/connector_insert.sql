INSERT INTO corporate_connectors (member_id, name, company)
SELECT s.member_id, s.name, s.company
FROM staged AS s
WHERE s.outcome = 2
