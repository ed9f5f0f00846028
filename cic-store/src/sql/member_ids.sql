SELECT m.id FROM members AS m
