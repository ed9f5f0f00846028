// What is not the engine's: what people decide, and what was imported. Plain SQL on the tables of the club.
import pg from 'pg'

import { Problem } from './problem.js'

/** The store behind a postgres:// URL. */
export function openStore(url) {
  if (!/^postgres(ql)?:/.test(url)) return withoutPostgres
  const pool = new pg.Pool({ connectionString: url })

  // Whoever changes what answers rest on raises the revision, by which every process hears of it.
  const write = async (sql, values) => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const { rowCount } = await client.query(sql, values)
      if (rowCount) await client.query('UPDATE store_revision SET revision = revision + 1')
      await client.query('COMMIT')
      return rowCount > 0
    } catch (error) {
      await client.query('ROLLBACK')
      throw error
    } finally {
      client.release()
    }
  }

  return {
    async imports() {
      const { rows } = await pool.query(
        `SELECT id::int, to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "startedAt", file, kind, profile,
           row_count::int AS rows, accepted::int, updated::int, unchanged::int, quarantined::int, notes::json
         FROM imports ORDER BY id DESC`
      )
      return rows
    },
    override: (member, { segment, reason, decidedBy }) =>
      write(
        `INSERT INTO segment_overrides (member_id, segment_id, decided_by, decided_at, reason) VALUES ($1, $2, $3, now(), $4)
         ON CONFLICT (member_id) DO UPDATE SET segment_id = excluded.segment_id, decided_by = excluded.decided_by,
           decided_at = excluded.decided_at, reason = excluded.reason`,
        [member, segment, decidedBy, reason]
      ),
    withdraw: (member) => write('DELETE FROM segment_overrides WHERE member_id = $1', [member]),
    close: () => pool.end()
  }
}

const refuse = async () => {
  throw new Problem(501, 'this needs a PostgreSQL database; the engine itself answers on any')
}
const withoutPostgres = { imports: refuse, override: refuse, withdraw: refuse, close: async () => {} }
