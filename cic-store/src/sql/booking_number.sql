UPDATE bookings
SET id = (SELECT COALESCE(max(t.id), 0) FROM bookings AS t) + rowid
WHERE id IS NULL;
CREATE TRIGGER IF NOT EXISTS bookings_number_themselves AFTER INSERT ON bookings WHEN NEW.id IS NULL
BEGIN
    UPDATE bookings
    SET id = (SELECT COALESCE(max(t.id), 0) + 1 FROM bookings AS t)
    WHERE rowid = NEW.rowid;
END
