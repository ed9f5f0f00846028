INSERT INTO survey_responses (member_id, survey_name, question, response, answered_at)
SELECT s.member_id, s.survey_name, s.question, s.response, s.answered_at
FROM staged AS s
WHERE s.outcome = 2
