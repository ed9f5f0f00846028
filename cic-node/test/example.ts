// What `tsc --strict` must accept, and the lines it must refuse.
import { CicError, Engine, type EventDecision, type MemberSummary, type SegmentSummary } from 'cic-node'

export async function main(url: string): Promise<void> {
  const engine: Engine = await Engine.open(url, { asOf: '2026-02-17T00:00:00-06:00' })
  const segments: SegmentSummary[] = await engine.segments()
  const names: string[] = segments.map(({ displayName, averageLtv }) => `${displayName} ${averageLtv.toFixed(0)}`)
  const members: MemberSummary[] = await engine.members({ segment: 'casual_drop_in', limit: 10 }, { signal: AbortSignal.timeout(60_000) })
  const employers: (string | null)[] = members.map(({ employer }) => employer)
  const decision: EventDecision = await engine.decideEvent({ revenue: 500, dateTime: '2026-02-19T19:00:00-06:00', courts: 3 })
  const verdict: 'Accept' | 'Counter-offer' | 'Decline' = decision.recommendation
  const motivation: string | null = (await engine.member('200005')).motivation
  const text: string = await engine.coverageJson()
  const [first] = (await engine.memberLocations()).features
  const position: number[] | undefined = first?.geometry.coordinates
  const built = await Engine.fromTables({
    members: [{ id: 'M1', name: 'Ann' }],
    bookings: { member_id: ['M1'], booking_time: { epochMilliseconds: Float64Array.of(1771549200000) } },
    settings: { venue: { courts: 4 } }
  })
  const changed: boolean = await built.refresh()
  console.log(names, employers, verdict, motivation, text, position, changed, engine.version, engine.asOf)

  try {
    // @ts-expect-error a revenue is a number
    await engine.decideEvent({ revenue: '500', dateTime: '2026-02-19T19:00', courts: 4 })
    // @ts-expect-error the number of courts is missing
    await engine.decideEvent({ revenue: 500, dateTime: '2026-02-19T19:00' })
    // @ts-expect-error a misspelt field
    await engine.members({ segmnet: 'casual_drop_in' })
    // @ts-expect-error a member has an id
    await engine.member()
    // @ts-expect-error an engine is opened
    new Engine()
  } catch (error) {
    if (error instanceof CicError && error.code === 'INVALID') console.log(error.field, error.faults.length)
  }
}
