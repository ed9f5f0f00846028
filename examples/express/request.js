// What a handler takes from a request.
import { Problem } from './problem.js'

/** The query's parameters; unknown, repeated and unreadable ones are refused by name. */
export function queryOf(req, known) {
  const read = ([name, text]) => {
    if (!Object.hasOwn(known, name)) throw Problem.ofParameter(name, 'no such parameter')
    if (typeof text !== 'string') throw Problem.ofParameter(name, 'is given more than once')
    if (known[name] === 'text') return [name, text]
    if (!/^\d{1,10}$/.test(text) || Number(text) > 4294967295) {
      throw Problem.ofParameter(name, 'must be a whole number from 0 to 4294967295')
    }
    return [name, Number(text)]
  }
  return Object.fromEntries(Object.entries(req.query).map(read))
}

/** The body, a JSON object declared as such. */
export function bodyOf(req) {
  if (!/^application\/(\S+\+)?json\b/i.test(req.get('content-type') ?? '')) {
    throw new Problem(415, 'send the body as content-type: application/json')
  }
  const text = req.body ?? ''
  if (!text.trim()) throw new Problem(400, 'the body is empty; send a JSON object')
  let body
  try {
    body = JSON.parse(text)
  } catch (error) {
    throw new Problem(400, `the body is not JSON: ${error.message}`)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Problem(422, 'the body must be a JSON object')
  }
  return body
}

/** Aborts when the client goes away before its answer. */
export function signalOf(res) {
  const controller = new AbortController()
  res.once('close', () => controller.abort())
  return controller.signal
}
