DELETE FROM segment_overrides WHERE member_id = $1
