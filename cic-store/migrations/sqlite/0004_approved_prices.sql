-- What an hour of the week costs by a person's word; the latest word on an hour counts.
CREATE TABLE approved_prices (
    weekday TEXT NOT NULL,
    hour BIGINT NOT NULL,
    price_cents BIGINT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (weekday, hour, approved_at)
);
