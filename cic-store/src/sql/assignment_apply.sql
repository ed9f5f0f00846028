UPDATE members
SET segment = a.segment_id
FROM segment_assignments AS a
WHERE a.member_id = members.id AND members.segment IS DISTINCT FROM a.segment_id
