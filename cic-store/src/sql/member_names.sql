SELECT m.id, m.name FROM members AS m
