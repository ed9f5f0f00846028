CREATE TABLE event_commitments (
    decision_id TEXT PRIMARY KEY NOT NULL REFERENCES event_decisions (id),
    committed_at TIMESTAMPTZ NOT NULL,
    commitment TEXT NOT NULL
);
CREATE TABLE event_outcomes (
    decision_id TEXT PRIMARY KEY NOT NULL REFERENCES event_commitments (decision_id),
    recorded_at TIMESTAMPTZ NOT NULL,
    outcome TEXT NOT NULL
);
