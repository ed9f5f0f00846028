INSERT INTO approved_prices (weekday, hour, price_cents, approved_by, approved_at)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (weekday, hour, approved_at) DO UPDATE
SET price_cents = excluded.price_cents,
    approved_by = excluded.approved_by
