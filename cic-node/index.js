'use strict'
// The engine in JavaScript. Every question of the addon becomes a method, and one that ends in `Json`.

const { call } = require('./lib/call.js')
const { CicError, invalid } = require('./lib/error.js')
const models = require('./lib/models.js')
const native = require('./lib/native.js')
const { requestOf, settingsOf, shown } = require('./lib/plain.js')
const { TABLES, tablesOf } = require('./lib/tables.js')

const made = Symbol('made by Engine itself')

class Engine {
  #native

  static questions = Object.freeze(native.operations().map(({ method, route, summary }) => Object.freeze({ method, route, summary })))

  constructor(key, engine) {
    if (key !== made) throw new CicError('INVALID', 'await Engine.open(url) or Engine.fromTables(tables) instead')
    this.#native = engine
  }

  static async open(url, options = {}) {
    if (typeof url !== 'string') throw invalid('url', `${shown(url)} is not text; pass sqlite://FILE or postgres://USER@HOST/DATABASE`)
    const { settings, asOf, signal } = optionsOf(options)
    return new Engine(made, await call(signal, (stop) => native.open(url, settings, asOf, stop)))
  }

  static async fromTables(tables) {
    if (typeof tables !== 'object' || tables === null) throw invalid('tables', `${shown(tables)} is not an object; pass { members, bookings }`)
    const { settings, asOf, signal } = optionsOf(tables, TABLES)
    const columns = tablesOf(tables)
    return new Engine(made, await call(signal, (stop) => native.fromTables(columns, settings, asOf, stop)))
  }

  static attach(number) {
    const engine = Number.isInteger(number) ? native.NativeEngine.attach(number) : null
    if (!engine) throw invalid('number', `no engine is shared under ${shown(number)}; pass what engine.share() gave while that engine is held`)
    return new Engine(made, engine)
  }

  get version() {
    return this.#native.version
  }

  get asOf() {
    return this.#native.asOf
  }

  get settings() {
    return JSON.parse(this.#native.settings)
  }

  share() {
    return this.#native.share()
  }

  async refresh({ signal } = {}) {
    return call(signal, (stop) => this.#native.refresh(stop))
  }

  static {
    for (const { name, method, route } of native.operations()) {
      const ask = async (engine, request, options) => {
        const text = requestOf(request, route)
        const signal = options?.signal ?? request?.signal
        return call(signal, (stop) => engine.#native.ask(name, text, stop))
      }
      define(method, async function (request, options) {
        return JSON.parse(await ask(this, request, options))
      })
      define(`${method}Json`, async function (request, options) {
        return ask(this, request, options)
      })
    }

    function define(name, value) {
      Object.defineProperty(value, 'name', { value: name })
      Object.defineProperty(Engine.prototype, name, { value, writable: true, configurable: true })
    }
  }
}

/** Settings as text, the instant, and the signal; an option that is none of these or of `others` is refused by name. */
function optionsOf(options, others = []) {
  if (typeof options !== 'object' || options === null) throw invalid('options', `${shown(options)} is not an object; pass { settings, asOf, signal }`)
  const known = ['settings', 'asOf', 'signal', ...others]
  const unknown = Object.keys(options).find((key) => !known.includes(key))
  if (unknown !== undefined) throw invalid(unknown, `there is no such option; pass any of ${known.join(', ')}`)
  const { settings, asOf, signal } = options
  if (asOf !== undefined && typeof asOf !== 'string') {
    throw invalid('asOf', `${shown(asOf)} is not text; pass an instant such as "2026-02-01T00:00:00-06:00"`)
  }
  return { settings: settings === undefined ? undefined : settingsOf(settings), asOf, signal }
}

module.exports = { CicError, Engine, ...models }
