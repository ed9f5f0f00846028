// Every route of the specification on one page. The engine answers; what is not the engine's is in store.js.
import { Engine } from 'cic-node'
import express from 'express'

import { Problem, notAllowed, notFound, problemOf } from './problem.js'
import { bodyOf, queryOf, signalOf } from './request.js'

/** The parameters of the questions that are asked by query. */
const QUERIES = {
  members: { segment: 'text', limit: 'number', cursor: 'text' },
  membersAtRisk: { segment: 'text', limit: 'number' },
  memberLocations: { segment: 'text' },
  pricing: { policy: 'text' },
  heatmap: { courts: 'number', durationMinutes: 'number', from: 'text' },
  backtest: { limit: 'number' }
}

/** The application on `engine`, and on a `store` for what people write and what was imported. */
export function application(engine, store) {
  const api = express.Router()
  const route = (path, handlers) => {
    const at = api.route(path)
    for (const [method, handler] of Object.entries(handlers)) at[method](handler)
    at.all(notAllowed(Object.keys(handlers)))
  }

  const send = (res, text) => res.setHeader('content-type', 'application/json').send(Buffer.from(text))

  route('/members', { get: members })
  route('/members/:id/segment', { put: override, delete: withdraw })
  route('/imports', { get: async (req, res) => res.json(await store.imports()) })

  // Every other question of the engine at its own place: GET /segments, GET /members/{id}, POST /yield/event-decision ...
  for (const { method, route: place } of Engine.questions.filter(({ method }) => method !== 'members')) {
    const [verb, path] = place.split(' ')
    const request = path.includes('{id}') ? (req) => req.params.id : verb === 'GET' ? (req) => queryOf(req, QUERIES[method] ?? {}) : bodyOf
    const answer = async (req, res) => send(res, await engine[`${method}Json`](request(req), { signal: signalOf(res) }))
    route(path.replace('{id}', ':id'), { [verb.toLowerCase()]: answer })
  }

  // A list has a page after this one when a single member follows its last.
  async function members(req, res) {
    const request = queryOf(req, QUERIES.members)
    const text = await engine.membersJson(request, { signal: signalOf(res) })
    const page = request.limit === undefined ? [] : JSON.parse(text)
    const cursor = page.at(-1)?.id
    if (page.length === request.limit && (await engine.members({ ...request, limit: 1, cursor })).length) {
      const { segment, limit } = request
      const next = new URLSearchParams({ ...(segment && { segment }), limit, cursor })
      res.setHeader('link', `</api/v1/members?${next}>; rel="next"`)
    }
    send(res, text)
  }

  async function override(req, res) {
    await engine.member(req.params.id)
    const { segment, reason, decidedBy } = bodyOf(req)
    const known = await engine.segments()
    if (!known.some(({ id }) => id === segment)) throw Problem.at('/segment', `no segment has the id ${JSON.stringify(segment)}`)
    for (const [pointer, text] of [['/reason', reason], ['/decidedBy', decidedBy]]) {
      if (typeof text !== 'string' || !text.trim()) throw Problem.at(pointer, 'must not be empty')
    }
    await store.override(req.params.id, { segment, reason, decidedBy })
    await engine.refresh()
    res.json((await engine.member(req.params.id)).segment)
  }

  async function withdraw(req, res) {
    await engine.member(req.params.id)
    if (!(await store.withdraw(req.params.id))) throw new Problem(404, "nobody has overridden this member's segment")
    await engine.refresh()
    res.status(204).end()
  }

  return express()
    .disable('x-powered-by')
    .get('/healthz', (req, res) => res.json({ status: 'alive' }))
    .get('/readyz', async (req, res) => {
      await engine.refresh()
      res.json({ status: 'ready', engineVersion: engine.version, asOf: engine.asOf })
    })
    .use('/api/v1', express.text({ type: ['json', '+json'], limit: '64kb' }), api)
    .use(notFound)
    .use(problemOf)
}

/** Opens the engine behind `url` and takes over every `seconds` what others imported, fitted or decided. */
export async function openEngine(url, seconds = 5) {
  const engine = await Engine.open(url)
  const refresh = () => engine.refresh().catch((error) => console.error(error.message))
  setInterval(refresh, seconds * 1000).unref()
  return engine
}
