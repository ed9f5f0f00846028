import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'
import test from 'node:test'
import { Worker } from 'node:worker_threads'

import { Engine, KMeans } from 'cic-node'

import { event, tables, asOf, url } from './club.mjs'

const engine = await Engine.open(url)

test('workers share one engine', async () => {
  const expected = await engine.decideEventJson(event)
  const source = `
    const { parentPort, workerData } = require('node:worker_threads')
    const { Engine } = require('cic-node')
    const engine = Engine.attach(workerData.number)
    Promise.all(Array.from({ length: 200 }, (_, index) => (index % 20 ? engine.decideEventJson(workerData.event) : engine.refresh())))
      .then((answers) => parentPort.postMessage({ version: engine.version, answers: [...new Set(answers)] }))`
  const working = Array.from({ length: 4 }, () => {
    const worker = new Worker(source, { eval: true, workerData: { number: engine.share(), event } })
    return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  })
  const here = Promise.all(Array.from({ length: 200 }, () => engine.decideEventJson(event)))
  for (const { version, answers } of await Promise.all(working)) {
    assert.equal(version, engine.version)
    assert.deepEqual(answers.filter((answer) => answer !== false), [expected])
  }
  assert.deepEqual([...new Set(await here)], [expected])
  assert.equal(Engine.attach(engine.share()).version, engine.version)
})

test('a worker that ends takes the engine from nobody', async () => {
  const worker = new Worker(`require('cic-node').Engine.attach(require('node:worker_threads').workerData)`, { eval: true, workerData: engine.share() })
  await new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject))
  assert.equal((await engine.segments()).length, 4)
})

test('an aborted signal starts nothing', async () => {
  const signal = AbortSignal.abort(new Error('changed my mind'))
  for (const call of [engine.segments({ signal }), engine.member('200005', { signal }), engine.members({ limit: 5, signal }), engine.refresh({ signal }), Engine.open(url, { signal }), Engine.fromTables({ ...tables(), asOf, signal })]) {
    await assert.rejects(call, { name: 'CicError', code: 'ABORTED', cause: signal.reason })
  }
})

test('an abort rejects at once, and stops what waits its turn', async () => {
  const controller = new AbortController()
  const signal = controller.signal
  const waiting = Array.from({ length: 2000 }, () => engine.clusters({ signal }))
  const outcomes = Promise.allSettled(waiting)
  controller.abort()
  const codes = (await outcomes).map(({ reason }) => reason?.code)
  assert.deepEqual([...new Set(codes)], ['ABORTED'])
  // The thousands that waited did not run: the next answer does not stand behind them.
  const before = process.cpuUsage()
  await engine.clusters()
  const { user } = process.cpuUsage(before)
  const one = process.cpuUsage()
  await engine.clusters()
  assert.ok(user < 200 * Math.max(process.cpuUsage(one).user, 1000), `${user} us after the abort`)
})

/** That work of many seconds is aborted at once, and that the process rests soon after. */
async function endsWhenAborted(start) {
  const controller = new AbortController()
  const working = start(controller.signal)
  setTimeout(() => controller.abort(), 1000)
  const begun = performance.now()
  await assert.rejects(working, { code: 'ABORTED' })
  assert.ok(performance.now() - begun < 2000, 'it did not reject at once')
  await new Promise((resolve) => setTimeout(resolve, 3000))
  const before = process.cpuUsage()
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const { user, system } = process.cpuUsage(before)
  assert.ok(user + system < 300_000, `${user + system} us of work after the abort`)
  assert.equal((await engine.segments()).length, 4)
}

test('an abort ends the fit of a model', () => {
  const values = Float64Array.from({ length: 8 * 400_000 }, (_, index) => Math.sin(index * index))
  return endsWhenAborted((signal) => new KMeans({ clusters: 64, restarts: 50, tolerance: 0 }).fit(values, 8, { signal }))
})

test('an abort ends the fit of an engine', () => {
  const rows = 2_000_000
  const members = { id: Int32Array.from({ length: 60_000 }, (_, index) => index) }
  const hour = (index) => Date.UTC(2023, 0, 1, 14) + ((index * 7919) % 26_000) * 3600e3
  const bookings = {
    member_id: Int32Array.from({ length: rows }, (_, index) => (index * 31) % 60_000),
    booking_time: { epochMilliseconds: Float64Array.from({ length: rows }, (_, index) => hour(index)) }
  }
  return endsWhenAborted((signal) => Engine.fromTables({ members, bookings, asOf: '2026-01-01T00:00:00Z', signal }))
})

test('opening a store stops when its signal aborts', async () => {
  const controller = new AbortController()
  const opening = Engine.open(url, { signal: controller.signal })
  setImmediate(() => controller.abort())
  await assert.rejects(opening, { code: 'ABORTED' })
})

test('a signal is an AbortSignal', async () => {
  for (const signal of [true, {}, new AbortController()]) await assert.rejects(engine.segments({ signal }), { code: 'INVALID', field: 'signal' })
})

test('a signal has one listener, however many calls it may stop', async () => {
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 50 }, () => engine.coverage({ signal })))
  assert.equal(getEventListeners(signal, 'abort').length, 1)
})

test('a fault of the engine rejects, and the process lives on', async () => {
  const require = createRequire(import.meta.url)
  const folder = path.dirname(require.resolve('cic-node'))
  const native = require(path.join(folder, 'lib', 'native.js'))
  const { call } = require(path.join(folder, 'lib', 'call.js'))
  const handle = await native.open(url, undefined, undefined, new native.Stop())
  await assert.rejects(call(undefined, (stop) => handle.ask('fault!', '{}', stop)), { code: 'INTERNAL', field: null })
  assert.equal((await engine.segments()).length, 4)
})
