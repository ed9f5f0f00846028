SELECT f.version, f.as_of, f.settings, f.fitted_at, f.models FROM fits AS f ORDER BY f.id DESC LIMIT 1
