-- A line may have become several rows: it counts as the most that happened to one of them.
SELECT CAST(lines.outcome AS BIGINT), count(*)
FROM (SELECT max(s.outcome) AS outcome FROM staged AS s GROUP BY s.line) AS lines
GROUP BY lines.outcome
