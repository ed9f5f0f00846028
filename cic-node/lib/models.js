'use strict'
// The models as classes: `fit` learns from columns and returns the model, every other call answers a column.

const { call } = require('./call.js')
const { CicError, invalid } = require('./error.js')
const native = require('./native.js')
const { shown } = require('./plain.js')

/** Numbers as the addon takes them. */
function column(name, values) {
  if (values instanceof Float64Array) return values
  if (!Array.isArray(values) && (!ArrayBuffer.isView(values) || values instanceof DataView)) {
    throw invalid(name, `${shown(values)} is not a column; pass an array or a typed array of numbers`)
  }
  const row = Array.prototype.findIndex.call(values, (value) => !['number', 'bigint', 'boolean'].includes(typeof value))
  if (row >= 0) throw invalid(name, `row ${row}: ${shown(values[row])} is not a number`)
  return Float64Array.from(values, Number)
}

function number(name, value) {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(name, `${shown(value)} is not a finite number; pass one`)
  return value
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
const camelCase = (name) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())
const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const renamed = (value, rename) => {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [rename(key), renamed(inner, rename)]))
}

/** A class of models: what a fit takes, what is said of it, and what each call takes beside its number. */
function modelClass(name, { fits, beside, width = false, calls }) {
  return {
    [name]: class {
      #model
      #options

      constructor({ params, ...options } = {}) {
        this.#options = renamed(options, snakeCase)
        if (params === undefined) return
        Object.assign(this, { params, summary: null })
        this.#model = call(undefined, (stop) => native.fitModel(name, JSON.stringify({ params }), [], stop))
        // Parameters that cannot be are refused by the first call.
        this.#model.catch(() => {})
      }

      /** Columns one by one or as a table of them; before what follows a table of rows stands its width. */
      async fit(...given) {
        const isTable = !width && isObject(given[0])
        const columns = isTable ? fits.map((field) => given[0][field]) : width ? [given[0], ...given.slice(2)] : given
        const options = given[isTable ? 1 : fits.length + (width ? 1 : 0)] ?? {}
        const taken = fits.map((field, place) => column(field, columns[place]))
        const further = options[beside] ?? (isTable ? given[0][beside] : undefined)
        if (further !== undefined) taken.push(column(beside, further))
        const how = JSON.stringify({ options: this.#options, ...(width && { width: number('width', given[1]) }) })
        const model = await call(options.signal, (stop) => native.fitModel(name, how, taken, stop))
        this.#model = Promise.resolve(model)
        return Object.assign(this, renamed(JSON.parse(model.said()), camelCase))
      }

      static {
        for (const [method, takes] of Object.entries(calls)) {
          const value = async function (...given) {
            if (!this.#model) throw new CicError('INVALID', `this ${name} has no parameters yet; await its fit, or pass params`)
            const numbers = {}
            const columns = []
            takes.forEach((field, place) => {
              if (field === 't' || field === 'rate') numbers[field] = number(field, given[place])
              else columns.push(column(field, given[place]))
            })
            const model = await this.#model
            const values = await call(given[takes.length]?.signal, (stop) => model.ask(method, JSON.stringify(numbers), columns, stop))
            return columns.length ? values : values[0]
          }
          Object.defineProperty(value, 'name', { value: method })
          Object.defineProperty(this.prototype, method, { value, writable: true, configurable: true })
        }
      }
    }
  }
}

const histories = (last, all) => {
  const fits = ['repeatVisits', last, all]
  return {
    fits,
    beside: 'weights',
    calls: {
      logLikelihood: fits,
      probabilityAlive: fits,
      expectedVisits: ['t', ...fits],
      discountedExpectedVisits: ['rate', ...fits],
      expectedVisitsOfNewcomer: ['t']
    }
  }
}
const visits = histories('ageAtLastVisit', 'observedAge')
const retention = { fits: ['survivors'], calls: { survival: ['periods'], retentionRate: ['periods'] } }

module.exports = {
  ...modelClass('BetaGeo', visits),
  ...modelClass('MbgNbd', visits),
  ...modelClass('ParetoNbd', visits),
  ...modelClass('BgBb', histories('lastOccasion', 'occasions')),
  ...modelClass('GammaGamma', {
    fits: ['visits', 'meanSpend'],
    beside: 'weights',
    calls: { logLikelihood: ['visits', 'meanSpend'], expectedSpend: ['visits', 'meanSpend'], expectedSpendOfNewcomer: [] }
  }),
  ...modelClass('ShiftedBetaGeo', retention),
  ...modelClass('BetaDiscreteWeibull', retention),
  ...modelClass('ChurnHazard', { fits: ['values', 'exits'], beside: 'weights', width: true, calls: { predictProba: ['values'], linearPredictor: ['values'] } }),
  ...modelClass('CoxPh', { fits: ['values', 'duration', 'event'], beside: 'entry', width: true, calls: { relativeHazard: ['values'], survival: ['values', 'times'] } }),
  ...modelClass('KaplanMeier', { fits: ['duration', 'event'], beside: 'entry', calls: { survival: ['times'] } }),
  ...modelClass('KMeans', { fits: ['values'], width: true, calls: { predict: ['values'] } })
}
