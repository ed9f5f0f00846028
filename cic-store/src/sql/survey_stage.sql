CREATE TEMPORARY TABLE staged (
    line BIGINT NOT NULL,
    outcome SMALLINT NOT NULL DEFAULT 2,
    member_id TEXT NOT NULL,
    survey_name TEXT NOT NULL,
    question TEXT NOT NULL,
    response TEXT NOT NULL,
    answered_at TIMESTAMPTZ
)
