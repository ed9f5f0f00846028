'use strict'
// The models as classes, made from the engine's own table: `fit` learns from columns and returns the model, every question is a method.

const { call } = require('./call.js')
const { CicError, invalid } = require('./error.js')
const native = require('./native.js')
const { shown } = require('./plain.js')

const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())
const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const renamed = (value, rename) => {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [rename(key), renamed(inner, rename)]))
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)

/** Numbers as the addon takes them. */
function numbers(name, values) {
  if (values instanceof Float64Array) return values
  if (!Array.isArray(values) && (!ArrayBuffer.isView(values) || values instanceof DataView)) {
    throw invalid(name, `${shown(values)} is not a column; pass an array or a typed array of numbers`)
  }
  const row = Array.prototype.findIndex.call(values, (value) => !['number', 'bigint', 'boolean'].includes(typeof value))
  if (row >= 0) throw invalid(name, `row ${row}: ${shown(values[row])} is not a number`)
  return Float64Array.from(values, Number)
}

const column = (name, values, width = 1) => ({ name, values: numbers(camelCase(name), values), width })

function number(name, value) {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(name, `${shown(value)} is not a finite number; pass one`)
  return value
}

/** Calls the addon; fields of refusals are called as JavaScript calls them. */
async function asked(signal, start) {
  try {
    return await call(signal, start)
  } catch (error) {
    if (!(error instanceof CicError)) throw error
    throw new CicError(error.code, error.message, error.faults.map((fault) => ({ ...fault, field: camelCase(fault.field) })), { cause: error.cause })
  }
}

/** A class of models from its row of the table: what a fit takes, can take besides and leaves, and what it can be asked. */
function modelClass({ name, columns: needed, further, fitted, questions }) {
  const hasTable = needed[0] === 'values'

  class Model {
    #model
    #options

    constructor({ params, ...options } = {}) {
      this.#options = renamed(options, snakeCase)
      if (params === undefined) return
      Object.assign(this, { params, summary: null })
      // Parameters that cannot be are refused by the first call.
      this.#model = asked(undefined, async () => native.NativeModel.at(name, JSON.stringify(params)))
      this.#model.catch(() => {})
    }

    /** Columns one by one or as an object of them; after a table of rows stands its width. */
    async fit(...given) {
      const isNamed = !hasTable && isObject(given[0])
      const width = hasTable ? number('width', given[1]) : 1
      const plain = hasTable ? [given[0], ...given.slice(2)] : given
      const options = (isNamed ? given[1] : plain[needed.length]) ?? {}
      const columns = needed.map((field, place) => column(field, isNamed ? given[0][camelCase(field)] : plain[place], field === 'values' ? width : 1))
      for (const field of further) {
        const values = options[camelCase(field)] ?? (isNamed ? given[0][camelCase(field)] : undefined)
        if (values !== undefined) columns.push(column(field, values))
      }
      const model = await asked(options.signal, (stop) => native.fitModel(name, JSON.stringify(this.#options), columns, stop))
      this.#model = Promise.resolve(model)
      Object.assign(this, renamed(JSON.parse(model.figures), camelCase))
      for (const field of fitted) this[camelCase(field)] = model.column(field)
      return this
    }

    /** The values of a question: what it needs stands in order, and after it may stand further options. */
    async #ask(question, given) {
      if (!this.#model) throw new CicError('INVALID', `this ${name} has no parameters yet; await its fit, or pass params`)
      const { signal, ...options } = given[question.numbers.length + question.columns.length] ?? {}
      question.numbers.forEach((field, place) => (options[field] = number(camelCase(field), given[place])))
      const columns = question.columns.map((field, place) => column(field, given[question.numbers.length + place]))
      const model = await this.#model
      const values = await asked(signal, (stop) => model.ask(question.name, JSON.stringify(options), columns, stop))
      return columns.length ? values : values[0]
    }

    static {
      for (const question of questions) {
        const method = camelCase(question.name)
        const value = { async [method](...given) { return this.#ask(question, given) } }[method]
        Object.defineProperty(this.prototype, method, { value, writable: true, configurable: true })
      }
    }
  }

  Object.defineProperty(Model, 'name', { value: name })
  return Model
}

const table = JSON.parse(native.models())
module.exports = Object.fromEntries(table.map((kind) => [kind.name, modelClass(kind)]))
