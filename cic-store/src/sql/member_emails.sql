SELECT m.id, m.email FROM members AS m WHERE m.email IS NOT NULL
