DELETE FROM staged WHERE line IN (SELECT s.line FROM staged AS s WHERE s.outcome = 2)
