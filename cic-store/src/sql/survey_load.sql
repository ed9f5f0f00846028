SELECT r.member_id, r.survey_name, r.question, r.response, r.answered_at
FROM survey_responses AS r
WHERE r.member_id IS NOT NULL
ORDER BY r.id
