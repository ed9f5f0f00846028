// Asks the shared questions over HTTP of whatever serves at CIC_TEST_BASE_URL, as `node --test test/contract.mjs`.
import assert from 'node:assert/strict'
import test from 'node:test'

import { Engine } from 'cic-node'

import { answerOf, camelCase, event, questions } from './club.mjs'
import { ask, base, problem } from './http.mjs'

const json = { 'content-type': 'application/json' }
const textOf = (body) => (typeof body === 'string' ? body : JSON.stringify(body))
const post = (body, headers = json, method = 'POST') => ask('/yield/event-decision', { method, headers, body: textOf(body) })

function asked({ operation, request }) {
  const { route } = Engine.questions.find(({ method }) => method === camelCase(operation))
  const [method, path] = route.split(' ')
  if (path.includes('{id}')) return ask(path.replace('{id}', request.id))
  if (method !== 'GET') return ask(path, { method, headers: json, body: textOf(request) })
  const query = new URLSearchParams(request)
  return ask(query.size ? `${path}?${query}` : path)
}

const STATUS = { INVALID: 422, NOT_FOUND: 404, CONFLICT: 409 }

for (const question of questions) {
  const expected = answerOf(question)
  const { code, field } = JSON.parse(expected)
  test(`${question.name} is answered over HTTP as everywhere`, async () => {
    const response = await asked(question)
    if (!code) {
      assert.equal(response.status, 200)
      assert.equal(response.headers.get('content-type'), 'application/json')
      return assert.equal(await response.text(), expected)
    }
    const { errors } = await problem(response, STATUS[code])
    const [fault] = errors ?? [{}]
    // A query has names where a body has pointers.
    assert.equal(fault.pointer ?? fault.parameter ?? null, fault.parameter ? field.replace('/', '') : field)
  })
}

test('a list in pages has a link to the next, and is the whole list', async () => {
  const whole = await (await ask('/members')).json()
  const pages = []
  for (let next = '/members?limit=7'; next; ) {
    const response = await ask(next)
    pages.push(...(await response.json()))
    next = /<\/api\/v1(.*)>; rel="next"/.exec(response.headers.get('link'))?.[1]
  }
  assert.deepEqual(pages, whole)
})

test('refusals are problem details at the field', async () => {
  assert.equal((await problem(await ask('/members?sgment=x'), 400)).errors[0].parameter, 'sgment')
  assert.equal((await problem(await ask('/members?limit=many'), 400)).errors[0].parameter, 'limit')
  await problem(await ask('/members?segment=a&segment=b'), 400)
  assert.equal((await problem(await ask('/members?limit=0'), 422)).errors[0].parameter, 'limit')
  assert.equal((await problem(await post({ ...event, courts: 0 }), 422)).errors[0].pointer, '/courts')
  assert.equal((await problem(await post({ ...event, courts: -1, revenue: -1 }), 422)).errors[0].pointer.slice(0, 1), '/')
  await problem(await post('{"revenue": 500,'), 400)
  await problem(await post(' '), 400)
  await problem(await post('[1]'), 422)
  await problem(await post(event, { 'content-type': 'text/plain' }), 415)
})

test('what is not there is 404, another method 405 with those that are taken', async () => {
  await problem(await ask('/nothing'), 404)
  await problem(await ask('/members/%00'), 404)
  await problem(await ask('/members/%ff'), 400)
  const response = await post(event, {}, 'PUT')
  assert.equal(response.headers.get('allow'), 'POST')
  await problem(response, 405)
  const { headers } = await ask('/segments', { method: 'POST' })
  assert.equal(headers.get('allow'), 'GET,HEAD')
})

test('HEAD is GET without its body', async () => {
  const response = await ask('/segments', { method: 'HEAD' })
  assert.equal(response.status, 200)
  assert.equal(await response.text(), '')
})

test('it says that it is alive and ready', async () => {
  assert.equal((await (await fetch(`${base}/healthz`)).json()).status, 'alive')
  const ready = await (await fetch(`${base}/readyz`)).json()
  assert.match(ready.engineVersion, /^[0-9a-f]{32}$/)
})

// Last, since a server may close the connection on which such a body comes.
test('a body of more than 64 KiB is 413', async () => {
  await problem(await post({ ...event, dateTime: 'x'.repeat(70_000) }), 413)
})
