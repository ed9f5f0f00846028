DROP TABLE staged_players
