INSERT INTO fits (version, as_of, settings, fitted_at, models) VALUES ($1, $2, $3, $4, $5)
