SELECT r.revision FROM store_revision AS r
