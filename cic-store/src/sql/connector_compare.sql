UPDATE staged
SET outcome = CASE WHEN (c.name, c.company) IS DISTINCT FROM (staged.name, staged.company) THEN 1 ELSE 0 END
FROM corporate_connectors AS c
WHERE c.member_id = staged.member_id
