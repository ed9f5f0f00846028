// The addon beside plain Node, on a club in a store:  node node.mjs DATABASE_URL   (`node.sh` makes both)
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

import { Engine } from 'cic-node'

const url = process.argv[2] ?? 'sqlite://cic.db'
const seconds = Number(process.env.SECONDS ?? 3)
const engine = await Engine.open(url)
const zone = engine.asOf.slice(-6)
const day = new Date(Date.parse(engine.asOf) + 3 * 86_400_000).toISOString().slice(0, 10)
const question = (index) => ({ revenue: 500 + (index % 1000), dateTime: `${day}T${10 + (index % 8)}:00:00${zone}`, courts: 1 + (index % 3) })

/** Calls a second with `inFlight` under way, and how late the event loop was meanwhile. */
async function calls(inFlight) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  let done = 0
  const end = performance.now() + seconds * 1000
  const chain = async () => {
    while (performance.now() < end) await engine.decideEvent(question(done++))
  }
  delay.enable()
  const start = performance.now()
  await Promise.all(Array.from({ length: inFlight }, chain))
  delay.disable()
  const late = (nanoseconds) => `${(nanoseconds / 1e6 - 1).toFixed(2)} ms`
  console.log(
    `decideEvent, ${inFlight} in flight: ${Math.round(done / ((performance.now() - start) / 1000))} calls/s;` +
      ` event loop late by ${late(delay.percentile(50))} (median), ${late(delay.percentile(99))} (99 %), ${late(delay.max)} (most)`
  )
}

/** Milliseconds that `work` takes: the median of eleven. */
async function milliseconds(work) {
  const times = []
  for (let turn = 0; turn < 11; turn++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((one, other) => one - other)[5]
}

await calls(1)
await calls(16)

const text = await engine.membersJson()
const bytes = Buffer.from(text)
const { length } = JSON.parse(text)
const members = await milliseconds(() => engine.members())
const json = await milliseconds(() => engine.membersJson())
const parse = await milliseconds(() => JSON.parse(bytes))
console.log(`members(), ${length} rows, ${(bytes.length / 1e6).toFixed(1)} MB: ${members.toFixed(1)} ms, of them ${json.toFixed(1)} ms as text; JSON.parse of the same bytes: ${parse.toFixed(1)} ms; ratio ${(members / parse).toFixed(2)}`)
