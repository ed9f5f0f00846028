UPDATE survey_responses
SET id = (SELECT COALESCE(max(t.id), 0) FROM survey_responses AS t) + rowid
WHERE id IS NULL;
CREATE TRIGGER IF NOT EXISTS survey_responses_number_themselves AFTER INSERT ON survey_responses WHEN NEW.id IS NULL
BEGIN
    UPDATE survey_responses
    SET id = (SELECT COALESCE(max(t.id), 0) + 1 FROM survey_responses AS t)
    WHERE rowid = NEW.rowid;
END
