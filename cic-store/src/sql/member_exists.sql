SELECT count(*) FROM members AS m WHERE m.id = $1
