'use strict'
// From JavaScript values to the JSON text that the addon reads, refusing what JSON would change or drop in silence.

const { invalid } = require('./error.js')

/** What is wrong with a value and what would be right; `undefined` when it can be sent as it is. */
function remedy(value) {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? undefined : `${value} is not a number that can be sent; leave the field out when it is not known`
    case 'bigint':
      return 'a BigInt cannot be sent; pass Number(value)'
    case 'function':
    case 'symbol':
      return `a ${typeof value} cannot be sent; pass text or a number`
    case 'object':
      return value === null || Array.isArray(value) ? undefined : remedyOfObject(value)
  }
}

function remedyOfObject(value) {
  if (value instanceof Date) return 'a Date cannot be sent; pass text, such as date.toISOString()'
  const prototype = Object.getPrototypeOf(value)
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return undefined
  return `a ${prototype.constructor?.name || 'class instance'} cannot be sent; pass a plain object`
}

/** `value` as JSON text; `name(path, key)` is what messages call the value of `key` in the one at `path`. */
function jsonOf(value, name, path = '') {
  const around = new Set()
  const check = (value, path) => {
    const fault = around.has(value) ? 'an object inside itself cannot be sent' : remedy(value)
    if (fault) throw invalid(path, fault)
    if (typeof value !== 'object' || value === null) return
    around.add(value)
    for (const key of Object.keys(value)) {
      const place = name(path, key)
      if (value[key] === undefined && Array.isArray(value)) throw invalid(place, 'undefined cannot be sent; pass null')
      check(value[key], place)
    }
    around.delete(value)
  }
  check(value, path)
  return JSON.stringify(value)
}

/** Settings as JSON text; messages name dotted keys, as `venue.courts`. */
const settingsOf = (settings) => jsonOf(objectOf(settings, 'settings'), (path, key) => (path ? `${path}.${key}` : key))

/** The request of a question as JSON text: an object, or the id alone where the question is about one thing. */
function requestOf(request, route) {
  const id = /\{(\w+)\}/.exec(route)?.[1]
  if (id) {
    if (typeof request !== 'string') throw invalid(`/${id}`, `${shown(request)} is not an id; pass it as text`)
    return JSON.stringify({ [id]: request })
  }
  if (request === undefined) return '{}'
  return jsonOf({ ...objectOf(request, 'request'), signal: undefined }, (path, key) => `${path}/${key}`)
}

function objectOf(value, name) {
  const fault = remedy(value)
  if (!fault && typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw invalid(name, fault ?? `${shown(value)} is not what is needed here; pass a plain object`)
}

/** A value in a message. */
function shown(value) {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

module.exports = { remedy, requestOf, settingsOf, shown }
