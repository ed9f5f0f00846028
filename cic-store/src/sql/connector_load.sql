SELECT c.member_id, c.name, c.company FROM corporate_connectors AS c
