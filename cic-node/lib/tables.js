'use strict'
// From rows or columns in JavaScript to the columns that the addon takes; text crosses in one piece, joined by NULs.

const { invalid } = require('./error.js')
const { remedy, shown } = require('./plain.js')

const TABLES = ['members', 'bookings', 'surveys', 'enrichment']

/** Every table as columns. */
function tablesOf(tables) {
  const tableOf = (name) => (tables[name] === undefined ? [] : [{ name, ...table(name, tables[name]) }])
  return TABLES.flatMap(tableOf)
}

function table(name, value) {
  const columns = Array.isArray(value) ? transposed(name, value) : columnsOf(name, value)
  const rows = columns[0]?.[1].length ?? 0
  const uneven = columns.find(([, values]) => values.length !== rows)
  if (uneven) throw invalid(`${name}.${uneven[0]}`, `it has ${uneven[1].length} rows, other columns have ${rows}; make them equally long`)
  return {
    rows,
    columns: columns.map(([key, values]) => ({ name: key, ...column(`${name}.${key}`, values) }))
  }
}

/** Rows as columns; a key that a row lacks is a missing value. */
function transposed(name, rows) {
  const columns = new Map()
  rows.forEach((row, index) => {
    const fault = typeof row === 'object' && row !== null && !Array.isArray(row) ? remedy(row) : `${shown(row)} is not a row; pass a plain object`
    if (fault) throw invalid(name, `row ${index}: ${fault}`)
    for (const key of Object.keys(row)) {
      if (!columns.has(key)) columns.set(key, new Array(rows.length).fill(null))
      columns.get(key)[index] = row[key] ?? null
    }
  })
  return [...columns]
}

function columnsOf(name, value) {
  const fault = typeof value === 'object' && value !== null ? remedy(value) : `${shown(value)} is not a table`
  if (fault) throw invalid(name, `${fault}; pass an array of rows, or an object of columns`)
  const columns = Object.entries(value).map(([key, values]) => [key, values?.epochMilliseconds ?? values, values])
  return columns.map(([key, values, given]) => {
    if (!Array.isArray(values) && !isTyped(values)) {
      throw invalid(`${name}.${key}`, `${shown(values)} is not a column; pass an array, a typed array, or { epochMilliseconds: Float64Array }`)
    }
    return [key, given === values ? values : Object.assign(Float64Array.from(values), { areTimes: true })]
  })
}

const isTyped = (values) => ArrayBuffer.isView(values) && !(values instanceof DataView)

function column(field, values) {
  if (values.areTimes) return { times: values }
  if (values instanceof BigInt64Array) return { integers: values }
  if (values instanceof Float64Array || values instanceof Float32Array) return { numbers: Float64Array.from(values) }
  if (isTyped(values)) return { integers: BigInt64Array.from(values, BigInt) }
  const kind = kindOf(field, values)
  if (kind === 'text') return { text: textOf(field, values) }
  if (kind !== 'number') return {}
  if (values.every((value) => value === null || Number.isSafeInteger(value)) && !values.includes(null)) {
    return { integers: BigInt64Array.from(values, BigInt) }
  }
  return { numbers: Float64Array.from(values, (value) => value ?? NaN) }
}

/** `text` or `number`, the one kind of all values; `undefined` when there is none. */
function kindOf(field, values) {
  let kind, first
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? null
    if (value === null) continue
    const found = Array.isArray(value) ? 'text' : kindOfCell(field, row, value)
    if (kind === undefined) [kind, first] = [found, row]
    if (found !== kind) throw invalid(field, `row ${first} holds ${kind}, row ${row} ${found} (${shown(value)}); pass one kind, and null for what is missing`)
  }
  return kind
}

function kindOfCell(field, row, value) {
  if (typeof value === 'string') return 'text'
  const fault = typeof value === 'boolean' ? 'a boolean cannot be sent; pass text or a number' : remedy(value)
  if (fault) throw invalid(field, `row ${row}: ${fault}`)
  if (typeof value !== 'number') throw invalid(field, `row ${row}: an object is not a value; pass text or a number`)
  return 'number'
}

/** The texts of a column, joined; lists of ids are joined by `;`, as in the CSV files. */
function textOf(field, values) {
  const texts = values.some(Array.isArray) ? values.map((value) => (Array.isArray(value) ? value.join(';') : value)) : values
  const joined = texts.join('\0')
  const bytes = Buffer.from(joined)
  let separators = 0
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) separators++
  if (separators !== Math.max(values.length - 1, 0)) throw invalid(field, 'a text holds a NUL character; take it out')
  return bytes
}

module.exports = { TABLES, tablesOf }
