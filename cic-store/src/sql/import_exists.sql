SELECT count(*) FROM imports AS i WHERE i.id = $1
