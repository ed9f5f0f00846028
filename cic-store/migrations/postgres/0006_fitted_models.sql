-- Fitted models as JSON, so that whoever opens the store answers as the process that fitted did.
ALTER TABLE fits ADD COLUMN models TEXT;
