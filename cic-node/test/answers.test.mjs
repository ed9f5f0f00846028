import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test from 'node:test'

import { CicError, Engine } from 'cic-node'

import { answerOf, asOf, camelCase, columnsOf, event, questions, requestOf, tables, url } from './club.mjs'

const opened = await Engine.open(url)
const { settings } = opened

for (const [from, engine] of [
  ['a store', opened],
  ['rows', await Engine.fromTables({ ...tables(), settings, asOf })],
  ['columns', await Engine.fromTables({ ...Object.fromEntries(Object.entries(tables()).map(([name, rows]) => [name, columnsOf(rows)])), settings, asOf })]
]) {
  test(`an engine from ${from} gives the answers of every face, byte for byte`, async () => {
    for (const question of questions) {
      const method = camelCase(question.operation)
      const said = await engine[`${method}Json`](requestOf(question)).catch(({ code, message, field }) => JSON.stringify({ code, message, field }))
      assert.equal(said, answerOf(question), question.name)
    }
  })
}

test('an answer is the value of its text', async () => {
  assert.deepEqual(await opened.decideEvent(event), JSON.parse(await opened.decideEventJson(event)))
  assert.equal(typeof (await opened.decideEvent(event)).estimatedChurnCost, 'number')
})

test('every question has its two methods', () => {
  assert.ok(Engine.questions.length >= 9)
  for (const { method, route, summary } of Engine.questions) {
    assert.equal(typeof opened[method], 'function')
    assert.equal(typeof opened[`${method}Json`], 'function')
    assert.match(route, /^(GET|POST|PUT) \//)
    assert.ok(summary)
  }
})

test('an engine says what it stands on', () => {
  assert.match(opened.version, /^[0-9a-f]{32}$/)
  assert.equal(opened.asOf, asOf)
})

test('refreshing an engine on a store at rest changes nothing', async () => {
  assert.equal(await opened.refresh(), false)
  const { members } = tables()
  assert.equal(await (await Engine.fromTables({ members, asOf })).refresh(), false)
})

test('a call through require gives the same classes', () => {
  const required = createRequire(import.meta.url)('cic-node')
  assert.equal(required.Engine, Engine)
  assert.equal(required.CicError, CicError)
})

test('options of opening override what the store says', async () => {
  const earlier = await Engine.open(url, { asOf: '2026-01-15', settings })
  assert.equal(earlier.asOf, '2026-01-15T00:00:00-06:00')
  assert.notEqual(earlier.version, opened.version)
})

test('what another process imports is taken up by refresh', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cic-node-'))
  const here = `sqlite://${path.join(folder, 'club.db')}`
  const cic = (...given) => execFileSync(process.env.CIC_TEST_COMMAND, ['--database', here, '--as-of', asOf, ...given])
  cic('import', path.join(process.env.CIC_TEST_CASES, 'members.csv'))
  cic('fit')
  const engine = await Engine.open(here)
  const members = path.join(folder, 'members.csv')
  writeFileSync(members, 'id,name,email,join_date,status\nnewcomer,New Comer,,2026-02-01,active\n')
  const version = engine.version
  await assert.rejects(engine.member('newcomer'), { code: 'NOT_FOUND' })
  cic('import', members)
  assert.equal(await engine.refresh(), true)
  assert.equal((await engine.member('newcomer')).name, 'New Comer')
  assert.notEqual(engine.version, version)
  assert.equal(await engine.refresh(), false)
  rmSync(folder, { recursive: true })
})
