SELECT s.line, min(s.external_id) FROM staged AS s WHERE s.outcome = 2 GROUP BY s.line
