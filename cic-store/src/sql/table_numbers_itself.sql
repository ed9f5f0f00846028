SELECT count(*) > 0
FROM pragma_table_info($1) AS c
WHERE c.name = 'id' AND c.pk = 1 AND upper(c.type) = 'INTEGER'
