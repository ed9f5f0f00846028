-- One member may take over an address that another gives up in the same file.
UPDATE members
SET email = NULL
FROM staged AS s
WHERE s.id = members.id AND s.outcome = 1 AND s.email IS DISTINCT FROM members.email
