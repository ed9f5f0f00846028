-- A database adopted as it was may hold one answer several times, the latest of which counts, or name nobody.
SELECT r.member_id, r.survey_name, r.question, r.response, r.answered_at
FROM survey_responses AS r
JOIN members AS m ON m.id = r.member_id
WHERE NOT EXISTS (
    SELECT 1
    FROM survey_responses AS later
    WHERE later.member_id = r.member_id AND later.survey_name = r.survey_name
        AND later.question = r.question AND later.id > r.id
)
