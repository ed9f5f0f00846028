UPDATE members
SET segment = NULL
WHERE segment IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM segment_assignments AS a WHERE a.member_id = members.id)
