import assert from 'node:assert/strict'
import test from 'node:test'

import { CicError, Engine } from 'cic-node'

import { asOf, event, tables, url } from './club.mjs'

const engine = await Engine.open(url)

/** That `call` is refused as unusable at `field`, with the remedy in its words. */
async function refused(call, field, remedy) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof CicError && error instanceof Error, `${error}`)
    assert.equal(error.code, 'INVALID', error.message)
    assert.equal(error.field, field, error.message)
    assert.equal(error.faults[0].field, field)
    assert.match(error.message, remedy)
    return true
  })
}

test('a value that JSON would change or drop is refused by its field', async () => {
  class Courts {
    count = 4
  }
  const around = {}
  around.around = around
  for (const [value, remedy] of [
    [NaN, /leave the field out/],
    [-Infinity, /leave the field out/],
    [4n, /Number\(value\)/],
    [() => 4, /text or a number/],
    [Symbol('4'), /text or a number/],
    [new Date(0), /toISOString/],
    [new Courts(), /a Courts cannot be sent; pass a plain object/],
    [new Map([['courts', 4]]), /plain object/],
    [new Number(4), /plain object/],
    [Object.create({ courts: 4 }), /plain object/],
    [around, /inside itself/]
  ]) {
    await refused(engine.decideEvent({ ...event, courts: value }), value === around ? '/courts/around' : '/courts', remedy)
  }
  await refused(engine.decideEvent({ ...event, courtIds: [1, NaN, 3] }), '/courtIds/1', /leave the field out/)
  await refused(engine.decideEvent({ ...event, courtIds: [1, undefined, 3] }), '/courtIds/1', /pass null/)
})

test('a value of the wrong kind is refused by its field', async () => {
  await refused(engine.decideEvent({ ...event, revenue: '500' }), '/revenue', /string "500", expected f64/)
  await refused(engine.decideEvent({ ...event, courts: 2.5 }), '/courts', /2.5/)
  await refused(engine.decideEvent({ ...event, courts: true }), '/courts', /boolean/)
  await refused(engine.decideEvent({ ...event, dateTime: 5 }), '/dateTime', /5/)
  await refused(engine.decideEvent({ ...event, dateTime: 'Thursday' }), '/dateTime', /2026-02-19T19:00/)
  await refused(engine.decideEvent({ ...event, cuorts: 4 }), '/cuorts', /`courts`/)
  await refused(engine.decideEvent({ ...event, revenue: undefined }), '/revenue', /missing/)
  await refused(engine.members({ limit: -1 }), '/limit', /-1/)
})

test('every fault of a request is reported', async () => {
  await assert.rejects(engine.decideEvent({ revenue: -1, dateTime: 'never', courts: 0 }), ({ faults }) => {
    assert.deepEqual(faults.map(({ field }) => field), ['/revenue', '/dateTime', '/courts'])
    return true
  })
})

test('what is not a request is refused', async () => {
  await refused(engine.decideEvent(), '/revenue', /missing/)
  for (const request of [null, 'courts', 4, [event], new Date(), new Map(), Symbol('a')]) {
    await refused(engine.decideEvent(request), 'request', /plain object|toISOString|text or a number/)
  }
  for (const id of [undefined, null, 5, {}, NaN, ['200005']]) await refused(engine.member(id), '/id', /pass it as text/)
})

test('a request without a prototype, and a field that is undefined where it may be missing, are taken', async () => {
  const decision = await engine.decideEvent(Object.assign(Object.create(null), event))
  assert.deepEqual(await engine.decideEvent({ ...event, headcount: undefined }), decision)
  assert.deepEqual(await engine.members({ segment: undefined }), await engine.members())
})

test('a name from the prototype chain is nobody', async () => {
  for (const id of ['__proto__', 'constructor', 'toString']) await assert.rejects(engine.member(id), { code: 'NOT_FOUND', field: null })
  await refused(engine.members(JSON.parse('{"__proto__": {"limit": 1}}')), '/__proto__', /unknown field/)
})

test('a database that cannot be opened says why', async () => {
  await assert.rejects(Engine.open('mysql://secret@host/club'), ({ code, message }) => {
    assert.equal(code, 'INVALID')
    assert.match(message, /sqlite:\/\/FILE or postgres:/)
    assert.doesNotMatch(message, /secret/)
    return true
  })
  await assert.rejects(Engine.open('sqlite:///nowhere/at/all/club.db'), { code: 'UNAVAILABLE' })
  for (const url of [undefined, null, 5, {}]) await refused(Engine.open(url), 'url', /sqlite:\/\/FILE/)
})

test('options are checked by name and kind', async () => {
  await refused(Engine.open(url, { asof: asOf }), 'asof', /settings, asOf, signal/)
  await refused(Engine.open(url, { asOf: new Date() }), 'asOf', /pass an instant/)
  await refused(Engine.open(url, { asOf: 'yesterday' }), 'asOf', /2026-02-19T19:00/)
  await refused(Engine.open(url, { settings: { venue: { courts: NaN } } }), 'venue.courts', /NaN/)
  await refused(Engine.open(url, { settings: 'club.toml' }), 'settings', /plain object/)
  await assert.rejects(Engine.open(url, { settings: { venue: { cuorts: 4 } } }), ({ code, message }) => code === 'INVALID' && /cuorts/.test(message))
  await refused(Engine.open(url, null), 'options', /settings, asOf, signal/)
})

test('a table is refused by table and column, with the remedy', async () => {
  const { members, bookings } = tables()
  const from = (changed) => Engine.fromTables({ members, bookings, asOf, ...changed })
  const booking = { member_id: '200005', booking_time: '2026-01-05T10:00:00-06:00', court_id: 1 }
  const of = (changed) => from({ bookings: [booking, { ...booking, ...changed }] })
  await refused(from({ members: undefined }), 'members', /missing/)
  await refused(from({ members: null }), 'members', /array of rows/)
  await refused(from({ members: 'members.csv' }), 'members', /array of rows/)
  await refused(from({ members: new Map() }), 'members', /array of rows/)
  await refused(from({ members: [null] }), 'members', /row 0: .*plain object/)
  await refused(from({ members: [new (class Row {})()] }), 'members', /row 0: .*plain object/)
  await refused(from({ members: [{ name: 'No Id' }] }), 'members.id', /missing/)
  await refused(from({ members: [...members, members[4]] }), 'members.id', /row/)
  await refused(from({ booking: bookings }), 'booking', /no such option/)
  await refused(of({ booking_time: new Date() }), 'bookings.booking_time', /row 1: .*toISOString/)
  await refused(of({ booking_time: 1767628800000 }), 'bookings.booking_time', /row 0 holds text, row 1 number/)
  await refused(of({ booking_time: 'noon' }), 'bookings.booking_time', /noon/)
  await refused(of({ booking_time: '2026-11-01T01:30' }), 'bookings.booking_time', /twice/)
  await refused(of({ booking_time: undefined }), 'bookings.booking_time', /every row needs a value/)
  await refused(of({ member_id: 'nobody' }), 'bookings.member_id', /add the member/)
  await refused(of({ court_id: NaN }), 'bookings.court_id', /row 1: NaN/)
  await refused(of({ court_id: true }), 'bookings.court_id', /row 1: a boolean/)
  await refused(of({ court_id: {} }), 'bookings.court_id', /row 1: an object/)
  await refused(of({ court_id: 1.5 }), 'bookings.court_id', /1.5/)
  await refused(of({ kind: 'par\0ty' }), 'bookings.kind', /NUL/)
  await refused(from({ bookings: { member_id: ['200005'], booking_time: [] } }), 'bookings.booking_time', /equally long/)
  await refused(from({ bookings: { member_id: 5 } }), 'bookings.member_id', /typed array/)
})

test('columns of typed arrays are read as they lie', async () => {
  const starts = Date.parse('2026-01-05T10:00:00-06:00')
  const engine = await Engine.fromTables({
    members: { id: Int32Array.of(1, 2), name: ['One', 'Two'] },
    bookings: {
      member_id: BigInt64Array.of(1n, 2n, 1n),
      booking_time: { epochMilliseconds: Float64Array.of(starts, starts + 3600e3, starts + 86400e3) },
      court_id: Uint8Array.of(1, 2, 3),
      revenue_generated: Float64Array.of(10, NaN, 12.5),
      booked_at: { epochMilliseconds: [starts - 86400e3, NaN, starts] },
      players: [['1', '2'], [], null]
    },
    asOf
  })
  assert.equal((await engine.member('1')).features.visits, 2)
  assert.equal((await engine.member('2')).features.visits, 1)
})

test('no rows make an empty club', async () => {
  const engine = await Engine.fromTables({ members: [], bookings: [], asOf })
  assert.deepEqual(await engine.members(), [])
  const { recommendation } = await engine.decideEvent(event)
  assert.equal(recommendation, 'Accept')
})

test('an engine is made by its own methods alone', () => {
  assert.throws(() => new Engine(), /Engine.open/)
  for (const number of [0, -1, 1.5, 4e9, '1', undefined]) assert.throws(() => Engine.attach(number), { code: 'INVALID', field: 'number' })
})
