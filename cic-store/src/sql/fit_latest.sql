SELECT f.version, f.as_of, f.settings, f.fitted_at FROM fits AS f ORDER BY f.id DESC LIMIT 1
