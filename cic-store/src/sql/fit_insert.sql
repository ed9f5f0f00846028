INSERT INTO fits (version, as_of, settings, fitted_at) VALUES ($1, $2, $3, $4)
