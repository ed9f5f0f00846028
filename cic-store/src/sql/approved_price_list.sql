SELECT p.weekday, p.hour, p.price_cents, p.approved_by, p.approved_at FROM approved_prices AS p
