UPDATE survey_responses
SET response = s.response,
    answered_at = s.answered_at
FROM staged AS s
WHERE survey_responses.member_id = s.member_id AND survey_responses.survey_name = s.survey_name
    AND survey_responses.question = s.question AND s.outcome = 1
    AND NOT EXISTS (
        SELECT 1
        FROM survey_responses AS later
        WHERE later.member_id = s.member_id AND later.survey_name = s.survey_name
            AND later.question = s.question AND later.id > survey_responses.id
    )
