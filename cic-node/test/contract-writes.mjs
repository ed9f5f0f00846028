// Writes over HTTP what people decide, at CIC_TEST_BASE_URL.
import assert from 'node:assert/strict'
import test from 'node:test'

import { ask, problem } from './http.mjs'

test("a person's word on a segment holds until it is taken back", async () => {
  const place = '/members/200005/segment'
  const word = { segment: 'social_ambassador', reason: 'hosts the mixer', decidedBy: 'desk' }
  const headers = { 'content-type': 'application/json' }
  const put = (body) => ask(place, { method: 'PUT', headers, body: JSON.stringify(body) })
  const told = await (await put(word)).json()
  assert.equal(told.id, 'social_ambassador')
  assert.match(told.overridden, /^desk on .*: hosts the mixer$/)
  assert.deepEqual((await (await ask('/members/200005')).json()).segment, told)
  assert.equal((await problem(await put({ ...word, segment: 'champions' }), 422)).errors[0].pointer, '/segment')
  assert.equal((await problem(await put({ ...word, reason: ' ' }), 422)).errors[0].pointer, '/reason')
  assert.equal((await ask(place, { method: 'DELETE' })).status, 204)
  await problem(await ask(place, { method: 'DELETE' }), 404)
  const [latest] = await (await ask('/imports')).json()
  assert.ok(latest.id > 0 && latest.kind && latest.startedAt.endsWith('Z'))
})
