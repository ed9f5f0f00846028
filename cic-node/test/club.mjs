// The club of the shared cases: its database, its files as rows, its questions and their answers.
import { readFileSync } from 'node:fs'
import path from 'node:path'

export const url = process.env.CIC_TEST_DATABASE
export const asOf = '2026-02-17T00:00:00-06:00'
const folder = process.env.CIC_TEST_CASES

export const text = (name) => readFileSync(path.join(folder, name), 'utf8')
export const questions = JSON.parse(text('questions.json'))
export const answerOf = ({ name }) => text(`answers/${name}.json`)

/** The rows of a CSV file. */
export function rowsOf(file) {
  const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain)
  const [names, ...rows] = text(file).trim().split('\n').map(cells)
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])))
}

export const tables = () => ({
  members: rowsOf('members.csv'),
  bookings: rowsOf('bookings.csv'),
  surveys: rowsOf('surveys.csv'),
  enrichment: rowsOf('enrichment.csv')
})

/** The columns of rows. */
export const columnsOf = (rows) => Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name])]))

export const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())
export const requestOf = ({ operation, request }) => (['member', 'segment'].includes(operation) ? request.id : request)
export const event = { revenue: 500, dateTime: '2026-02-19T19:00:00-06:00', courts: 3 }
