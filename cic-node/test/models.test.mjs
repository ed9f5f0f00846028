import assert from 'node:assert/strict'
import test from 'node:test'

import * as cic from 'cic-node'
import { BetaGeo, BgBb, ChurnHazard, CoxPh, GammaGamma, KMeans, KaplanMeier, MbgNbd, ParetoNbd, ShiftedBetaGeo, BetaDiscreteWeibull } from 'cic-node'

const near = (found, expected, relative = 1e-4) => assert.ok(Math.abs(found - expected) <= relative * Math.abs(expected), `${found} is not ${expected}`)

test('purchase models at published parameters give the published answers', async () => {
  const geo = new BetaGeo({ params: { r: 0.2425945, alpha: 4.413602, a: 0.792922, b: 2.425907 } })
  const [expected] = await geo.expectedVisits(39, [2], [30.43], [38.86])
  near(expected, 1.2259)
  const pareto = new ParetoNbd({ params: { r: 0.5532773, alpha: 10.57768, s: 0.6062401, beta: 11.66874 } })
  near((await pareto.expectedVisits(52, [26], [30.86], [31]))[0], 25.46, 1e-3)
  near((await pareto.probabilityAlive([26], [30.86], [31]))[0], 0.9979, 1e-3)
  assert.equal(geo.summary, null)
  assert.equal(typeof (await geo.expectedVisitsOfNewcomer(39)), 'number')
})

test('retention models reproduce the published fit', async () => {
  const model = await new ShiftedBetaGeo().fit(Float64Array.of(1000, 869, 743, 653, 593, 551, 517, 491))
  near(model.params.alpha, 0.6680883)
  near(model.params.beta, 3.806095)
  near(model.summary.logLikelihood, -1611.1581, 1e-6)
  near((await model.survival([1]))[0], 0.85068, 1e-3)
  const weibull = await new BetaDiscreteWeibull().fit([1000, 631, 468, 382, 326])
  near(weibull.params.c, 1.196399)
  const known = new ShiftedBetaGeo({ params: { alpha: 3.8, beta: 15.2 } })
  near(await known.discountedExpectedResidualLifetime(1, 0.1), 3.30982, 1e-5)
  near(await known.discountedExpectedResidualLifetime(1, 0.1, { convention: 'without_current_payment' }), 3.30982 / 1.1, 1e-5)
})

// Histories that differ, of customers who come more and less often.
const table = () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({ visits: index % 7, age: 30 + (index % 11) }))
  return {
    repeatVisits: rows.map(({ visits }) => visits),
    ageAtLastVisit: rows.map(({ visits, age }, index) => (visits ? (age * (1 + (index % 5))) / 6 : 0)),
    observedAge: rows.map(({ age }) => age)
  }
}

test('a fit from columns, from a table, and from weighted rows is one fit', async () => {
  const { repeatVisits, ageAtLastVisit, observedAge } = table()
  for (const Model of [BetaGeo, MbgNbd, ParetoNbd]) {
    const columns = await new Model().fit(Float64Array.from(repeatVisits), ageAtLastVisit, Int32Array.from(observedAge))
    assert.deepEqual((await new Model().fit(table())).params, columns.params)
    const twice = await new Model().fit(repeatVisits, ageAtLastVisit, observedAge, { weights: repeatVisits.map(() => 2) })
    near(twice.summary.logLikelihood, 2 * columns.summary.logLikelihood, 1e-9)
    const alive = await columns.probabilityAlive(repeatVisits, ageAtLastVisit, observedAge)
    assert.ok(alive instanceof Float64Array && alive.length === 60 && alive.every((value) => value >= 0 && value <= 1))
    assert.deepEqual(await new Model({ params: columns.params }).probabilityAlive(repeatVisits, ageAtLastVisit, observedAge), alive)
  }
})

test('occasions and spend are learnt from', async () => {
  const occasions = await new BgBb().fit([0, 1, 2, 3, 4, 5, 6, 2], [0, 2, 3, 5, 6, 6, 6, 4], Array(8).fill(6))
  assert.ok(occasions.params.alpha > 0)
  const spend = new GammaGamma({ params: { p: 6.248802, q: 3.744589, v: 15.44775 } })
  near((await spend.expectedSpend([2], [22.35]))[0], (6.248802 * (15.44775 + 2 * 22.35)) / (6.248802 * 2 + 2.744589), 1e-9)
  near(await spend.expectedSpendOfNewcomer(), (6.248802 * 15.44775) / 2.744589, 1e-9)
})

test('hazards, survival and clusters are learnt from', async () => {
  const hazard = await new ChurnHazard().fit([0, 0, 0, 0, 1, 1, 1, 1].map((came) => 1 - came), 1, [1, 0, 0, 0, 1, 1, 1, 0])
  near(hazard.intercept, Math.log(3))
  near(hazard.coef[0], -Math.log(9))
  near((await hazard.predictProba([1]))[0], 0.25)
  const kaplan = await new KaplanMeier().fit([1, 2, 2, 3, 4], [1, 1, 0, 1, 0])
  assert.deepEqual(Array.from(await kaplan.survival([0, 1, 2, 3]), (share) => Math.round(share * 100)), [100, 80, 60, 30])
  assert.equal(kaplan.median, 3)
  const cox = await new CoxPh({ ties: 'breslow' }).fit([1, 0, 1, 0, 1, 0], 1, [1, 2, 3, 4, 2, 6], [1, 1, 1, 0, 1, 1])
  assert.ok(cox.coef[0] > 0 && cox.converged)
  assert.equal((await cox.survival([0, 1], [1, 2, 3])).length, 6)
  const strata = await new CoxPh().fit([1, 0, 1, 0, 1, 0], 1, [1, 2, 3, 4, 2, 6], [1, 1, 1, 1, 1, 1], { strata: [4, 4, 4, 9, 9, 9] })
  assert.equal((await strata.survival([0], [1, 2], { stratum: 9 })).length, 2)
  await assert.rejects(strata.survival([0], [1]), /stratum 0/)
  const histories = await new ChurnHazard().fit([0, 1, 0, 1], 1, [1, 0, 1, 0], { duration: [2, 9, 3, 8] })
  assert.ok(histories.coef[0] < 0)
  const clusters = await new KMeans({ clusters: 2 }).fit([20, 21, 22, 60, 62], 1)
  assert.deepEqual(clusters.centres, [[21], [61]])
  assert.deepEqual([...clusters.labels], [0, 0, 0, 1, 1])
  assert.deepEqual([...(await clusters.predict([30, 50]))], [0, 1])
})

test('what a model cannot use is refused by its name', async () => {
  const refused = (call, field, message = /./) => assert.rejects(call, (error) => error.code === 'INVALID' && error.field === field && message.test(error.message))
  await refused(new BetaGeo().fit([1, 2], [1], [5, 5]), 'ageAtLastVisit')
  await refused(new BetaGeo().fit([1, '2'], [1, 1], [5, 5]), 'repeatVisits', /row 1: "2" is not a number/)
  await refused(new BetaGeo().fit(undefined, [1], [5]), 'repeatVisits', /typed array/)
  await refused(new BetaGeo().fit([NaN, 2], [1, 1], [5, 5]), 'table', /row 0/)
  await refused(new BetaGeo().fit([2], [9], [5]), 'table', /between 0 and the observed age/)
  await refused(new BetaGeo({ ridge: -1 }).fit([1], [1], [5]), 'ridge')
  await refused(new BetaGeo({ rigde: 1 }).fit([1], [1], [5]), 'rigde', /rigde/)
  await refused(new BetaGeo({ params: { r: 1, alpha: 1, a: 1 } }).probabilityAlive([1], [1], [5]), 'b')
  await refused(new BetaGeo({ params: { r: -1, alpha: 1, a: 1, b: 1 } }).probabilityAlive([1], [1], [5]), 'r')
  await assert.rejects(new BetaGeo().probabilityAlive([1], [1], [5]), { code: 'INVALID', message: /await its fit/ })
  await refused(new ChurnHazard().fit([1, 2], 1, [1, 2]), 'exits', /neither 0 nor 1/)
  await refused(new KMeans({ clusters: 0 }).fit([1, 2], 1), 'clusters')
  await refused(new KMeans().fit([1, 2, 3], 2), 'table')
  await refused(new KMeans().fit([1, 2, 3], 'two'), 'width')
  await assert.rejects(new BetaGeo().fit(table(), { signal: AbortSignal.abort() }), { code: 'ABORTED' })
})

test('import and require offer the same names', async () => {
  const { createRequire } = await import('node:module')
  const required = createRequire(import.meta.url)('cic-node')
  assert.deepEqual(Object.keys(cic).sort(), Object.keys(required).sort())
})
