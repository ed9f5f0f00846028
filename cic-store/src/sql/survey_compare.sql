-- A database adopted as it was may hold one answer several times: the latest row counts.
UPDATE staged
SET outcome = CASE WHEN
    (r.response, r.answered_at) IS DISTINCT FROM (staged.response, staged.answered_at)
    THEN 1 ELSE 0 END
FROM survey_responses AS r
WHERE r.member_id = staged.member_id AND r.survey_name = staged.survey_name AND r.question = staged.question
    AND NOT EXISTS (
        SELECT 1
        FROM survey_responses AS later
        WHERE later.member_id = r.member_id AND later.survey_name = r.survey_name
            AND later.question = r.question AND later.id > r.id
    )
