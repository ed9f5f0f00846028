// Written by `make types` from the engine's own description; do not edit.

/** How one call is made. */
export interface CallOptions {
  /** Stops the work when it aborts; the promise rejects at once with the code `ABORTED`. */
  signal?: AbortSignal
}

/** How a store is opened. What is left out comes from the store's latest fit, and without one from defaults and now. */
export interface OpenOptions extends CallOptions {
  /** Settings with the keys of the settings file. */
  settings?: Settings
  /** The instant up to which knowledge counts: RFC 3339, or club-local time or day without an offset. */
  asOf?: string
}

/** A question that an engine answers. */
export interface Question {
  /** The name of its method: `membersAtRisk`. */
  readonly method: string
  /** `GET /members-at-risk`. */
  readonly route: string
  /** One sentence. */
  readonly summary: string
}

/** A value in a row: text, a number, a list of ids (`players`), or nothing. A time is text. */
export type Cell = string | number | readonly string[] | null | undefined

/** A column: values, a typed array (`NaN` is missing), or instants in milliseconds since 1970 UTC. */
export type Column =
  | readonly Cell[]
  | Float64Array
  | Float32Array
  | BigInt64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | { readonly epochMilliseconds: Float64Array | readonly number[] }

/** A table as rows, or as columns by name. */
export type Table = readonly object[] | Readonly<Record<string, Column>>

/** The tables of a club. */
export interface Tables {
  /** Members. */
  members: Table
  /** Bookings, sessions and registrations. */
  bookings?: Table
  /** Survey answers. */
  surveys?: Table
  /** Business data on members. */
  enrichment?: Table
}

/** Settings of a club, with the keys of the settings file (`venue`, `event`, `economics`, `privacy`, `plan`, `segment`). */
export type Settings = Record<string, unknown>

/** What is wrong with one field. */
export interface Fault {
  /** Where: a JSON pointer into the request (`/courts`, `/courtIds/1`), a settings key (`venue.courts`), an argument (`url`). */
  field: string
  /** What is wrong and what would be right. */
  message: string
}

/**
 * `INVALID`: values that cannot be used, each in `faults`. `NOT_FOUND`: nothing is known under this id.
 * `CONFLICT`: the state has moved on. `UNAVAILABLE`: the database does not do it. `ABORTED`: by an `AbortSignal`.
 * `INTERNAL`: a fault of the engine.
 */
export type CicErrorCode = 'INVALID' | 'NOT_FOUND' | 'CONFLICT' | 'UNAVAILABLE' | 'ABORTED' | 'INTERNAL'

/** Every refusal and failure. */
export class CicError extends Error {
  private constructor()
  readonly name: 'CicError'
  /** Of what kind. */
  readonly code: CicErrorCode
  /** The first field at fault; `null` when no field is. */
  readonly field: string | null
  /** Every field at fault. */
  readonly faults: readonly Fault[]
}

/**
 * Club, segments, values and every question as of one instant.
 *
 * Every call works on a thread of its own and rejects with a {@link CicError}. Money is a number in the venue's
 * currency, a time is ISO text.
 */
export class Engine {
  private constructor()

  /** Every question, by its method and its place in the HTTP interface under `/api/v1`. */
  static readonly questions: readonly Question[]

  /** Opens the store behind `sqlite://FILE` or `postgres://USER@HOST/DATABASE` and fits the engine that stands on it. */
  static open(url: string, options?: OpenOptions): Promise<Engine>

  /**
   * Builds a club from tables and fits an engine on it. Columns are those of the canonical CSV files; members need
   * `id`, bookings `member_id` and `booking_time`, surveys `member_id`, `survey_name`, `question`, `response`,
   * enrichment `member_id`. Others are optional, and those that nothing is read from are passed over.
   */
  static fromTables(tables: Tables & OpenOptions): Promise<Engine>

  /** The engine that another thread of this process shared, while somebody holds it. */
  static attach(number: number): Engine

  /** A number to post to a worker thread, which attaches to this engine by it. */
  share(): number

  /** Hash of what the engine was fitted on: the same version, under the same overrides, gives the same answers. */
  readonly version: string

  /** The instant up to which knowledge counts, club-local with its offset. */
  readonly asOf: string

  /** The settings it was fitted with, every key of them. */
  readonly settings: Settings

  /** Takes up what any process imported, fitted or decided since; whether answers may differ now. */
  refresh(options?: CallOptions): Promise<boolean>

  /** Every segment with its members' number and mean value. */
  segments(options?: CallOptions): Promise<SegmentSummary[]>
  /** As `segments`: the answer as the JSON text that every face gives. */
  segmentsJson(options?: CallOptions): Promise<string>

  /** One segment. */
  segment(id: string, options?: CallOptions): Promise<SegmentSummary>
  /** As `segment`: the answer as the JSON text that every face gives. */
  segmentJson(id: string, options?: CallOptions): Promise<string>

  /** Members by id, of one segment if one is named. */
  members(request?: MembersRequest, options?: CallOptions): Promise<MemberSummary[]>
  /** As `members`: the answer as the JSON text that every face gives. */
  membersJson(request?: MembersRequest, options?: CallOptions): Promise<string>

  /** All that is known and concluded of one member. */
  member(id: string, options?: CallOptions): Promise<MemberProfile>
  /** As `member`: the answer as the JSON text that every face gives. */
  memberJson(id: string, options?: CallOptions): Promise<string>

  /** Members who are likely to leave, the most valuable first. */
  membersAtRisk(request?: MembersAtRiskRequest, options?: CallOptions): Promise<MemberAtRisk[]>
  /** As `membersAtRisk`: the answer as the JSON text that every face gives. */
  membersAtRiskJson(request?: MembersAtRiskRequest, options?: CallOptions): Promise<string>

  /** Homes as cells of at least k members. */
  memberLocations(request?: MemberLocationsRequest, options?: CallOptions): Promise<MemberLocations>
  /** As `memberLocations`: the answer as the JSON text that every face gives. */
  memberLocationsJson(request?: MemberLocationsRequest, options?: CallOptions): Promise<string>

  /** How many members have each source of evidence. */
  coverage(options?: CallOptions): Promise<Coverage>
  /** As `coverage`: the answer as the JSON text that every face gives. */
  coverageJson(options?: CallOptions): Promise<string>

  /** The groups that behaviour alone shows, beside the rules. */
  clusters(request?: ClustersRequest, options?: CallOptions): Promise<Clusters>
  /** As `clusters`: the answer as the JSON text that every face gives. */
  clustersJson(request?: ClustersRequest, options?: CallOptions): Promise<string>

  /** What is fitted, why, and how good it was on months it had not seen. */
  models(options?: CallOptions): Promise<ModelsReport>
  /** As `models`: the answer as the JSON text that every face gives. */
  modelsJson(options?: CallOptions): Promise<string>

  /** Whether an event is worth the courts it takes. */
  decideEvent(request: DecideEventRequest, options?: CallOptions): Promise<EventDecision>
  /** As `decideEvent`: the answer as the JSON text that every face gives. */
  decideEventJson(request: DecideEventRequest, options?: CallOptions): Promise<string>

  /** What a court-hour should cost, hour by hour of the week. */
  pricing(request?: PricingRequest, options?: CallOptions): Promise<Pricing>
  /** As `pricing`: the answer as the JSON text that every face gives. */
  pricingJson(request?: PricingRequest, options?: CallOptions): Promise<string>

  /** Who finds a court when some are kept for some segments. */
  allocation(request?: AllocationRequest, options?: CallOptions): Promise<Allocation>
  /** As `allocation`: the answer as the JSON text that every face gives. */
  allocationJson(request?: AllocationRequest, options?: CallOptions): Promise<string>

  /** How the courts serve more members, in simulated weeks. */
  growth(request?: GrowthRequest, options?: CallOptions): Promise<Growth>
  /** As `growth`: the answer as the JSON text that every face gives. */
  growthJson(request?: GrowthRequest, options?: CallOptions): Promise<string>

  /** Which amenities pay, and how sure their order is. */
  amenityRoi(request: AmenityRoiRequest, options?: CallOptions): Promise<AmenityRoi>
  /** As `amenityRoi`: the answer as the JSON text that every face gives. */
  amenityRoiJson(request: AmenityRoiRequest, options?: CallOptions): Promise<string>

  /** The club's past events: what would have been said as of then, and what came of them. */
  backtest(request?: BacktestRequest, options?: CallOptions): Promise<Backtest>
  /** As `backtest`: the answer as the JSON text that every face gives. */
  backtestJson(request?: BacktestRequest, options?: CallOptions): Promise<string>

  /** What an event would cost at each hour of a week. */
  heatmap(request?: HeatmapRequest, options?: CallOptions): Promise<Heatmap>
  /** As `heatmap`: the answer as the JSON text that every face gives. */
  heatmapJson(request?: HeatmapRequest, options?: CallOptions): Promise<string>
}

/** What `members` is asked. */
export interface MembersRequest {
  /** Only this segment */
  segment?: string
  /** At most this many; without it the list is whole */
  limit?: number
  /** Only members after this id: take it from the `Link` header of the page before */
  cursor?: string
}

/** What `membersAtRisk` is asked. */
export interface MembersAtRiskRequest {
  /** Only this segment */
  segment?: string
  /** At most this many; without it the list is whole */
  limit?: number
}

/** What `memberLocations` is asked. */
export interface MemberLocationsRequest {
  /** Only this segment */
  segment?: string
}

/** What `clusters` is asked. */
export interface ClustersRequest {
  /** Centres of an earlier answer, by label: groups near to them keep their labels. */
  earlier?: ClusterCentre[]
}

/** What `pricing` is asked. */
export interface PricingRequest {
  /** Which price to recommend; the one of the settings when none is named. */
  policy?: PricingPolicy
}

/** What `backtest` is asked. */
export interface BacktestRequest {
  /** At most this many, the latest; 20 if absent */
  limit?: number
}

/** What `heatmap` is asked. */
export interface HeatmapRequest {
  /** On so many courts; on every number if absent */
  courts?: number
  /** How long; 120 if absent */
  durationMinutes?: number
  /** The first day, as 2026-02-16; the day of the engine's as-of if absent */
  from?: string
}

/** Members who join. */
export interface AddedMembers {
  /** How many, at most 1,000,000. */
  members: number
  /** Segment id. */
  segment: string
}

/** Who finds a court. */
export interface Allocation {
  /** What the figures rest on, each in a sentence. */
  assumptions: string[]
  /** Courts planned with. */
  courts: number
  /** The version of the engine that answered. */
  engineVersion: string
  /** Every open hour, Monday first. */
  hours: HourAllocation[]
  /** The same by segment. */
  segments: SegmentService[]
  /** The rate below which a warning is given. */
  setRate: number
  /** Courts served / courts wanted over the week, 0 to 1; `null` when none is wanted. */
  successRate: number | null
  /** What falls below the set rate, each in a sentence. */
  warnings: string[]
}

/** A request for who finds a court. */
export interface AllocationRequest {
  /** How many courts to plan with, 1 to 400; the venue's when not given. */
  courts?: number | null
  /** Demand is so many times what it was, 0 to 100; 1 when not given. */
  demandFactor?: number | null
  /** Courts kept for segments in every open hour. */
  quotas?: Quota[]
  /** A share of wanted courts that is served below this is warned of; the one of the settings when not given. */
  setRate?: number | null
}

/** Something to offer instead, judged as the request is. */
export interface Alternative {
  /** How many courts. */
  courts: number
  /** Start, club-local with its offset. */
  dateTime: string
  /** In words. */
  details: string
  /** How many members it would displace. */
  displacedMembers: number
  /** What it would cost in churn, whole currency units. */
  estimatedChurnCost: number
  /** What differs from the request. */
  kind: AlternativeKind
  /** What it is expected to bring less all it costs elsewhere, currency units. */
  net: number
  netInterval: NetInterval | null
  /** Probability that the expected net is above 0; `null` under the plain rule. */
  probabilityNetPositive: number | null
  /** What it would bring, currency units: pro rata for fewer courts. */
  revenue: number
}

/** What an alternative changes. */
export type AlternativeKind = 'other_time' | 'other_week' | 'fewer_courts' | 'higher_price'

/** Something that could be built. */
export interface Amenity {
  interest?: Interest | null
  /** Running cost a month, currency units, 0 to 1,000,000,000. */
  monthlyCost: number
  /** Revenue a month, currency units, 0 to 1,000,000,000. */
  monthlyRevenue: number
  /** What it is called. */
  name: string
  /** Outlay, currency units, 0 to 1,000,000,000. */
  setupCost: number
  /** The survey question that asked for interest in it. */
  surveyQuestion?: string | null
}

/** What an amenity returns. */
export interface AmenityReturn {
  /** Twelve months' net / outlay, as a share: 1.056 is 105.6 %; `null` without an outlay. */
  annualRoi: number | null
  /** The best rank under any of them. */
  bestRank: number
  /** Share of those asked who are expected to use it, 0 to 1; `null` when nobody was asked. */
  expectedUptake: number | null
  interest: Interest | null
  /** Revenue less running cost, a month. */
  monthlyNet: number
  /** What it is called. */
  name: string
  /** Net present value over the horizon, net at the end of each month. */
  netPresentValue: number
  /** Outlay / monthly net; `null` when it never pays back. */
  paybackMonths: number | null
  /** 1 for the best score. */
  rank: number
  /** Share of 125 shifts of the three weights under which its rank stays. */
  rankStability: number
  /** 0 to 100: quick payback, high return, interest. */
  score: number
  /** The worst rank under any of them. */
  worstRank: number
}

/** Amenities compared. */
export interface AmenityRoi {
  /** The best score first; of equal ones by the order asked. */
  amenities: AmenityReturn[]
  /** Discount rate a year. */
  annualDiscountRate: number
  /** What the figures rest on, each in a sentence. */
  assumptions: string[]
  /** ISO 4217 code of every amount. */
  currency: string
  /** The version of the engine that answered. */
  engineVersion: string
  /** Months over which the net present value looks. */
  horizonMonths: number
}

/** A request to compare amenities. */
export interface AmenityRoiRequest {
  /** What could be built, 1 to 100 of them. */
  amenities: Amenity[]
  /** Discount rate a year, 0 to 10; the one of the settings when not given. */
  annualDiscountRate?: number | null
  /** Months over which the net present value looks, 1 to 600; the settings' horizon when not given. */
  horizonMonths?: number | null
}

/** The club's past events: what would have been said as of then, and what came of them. */
export interface Backtest {
  demand: DemandCheck | null
  /** Members displaced by all of them together. */
  displaced: number
  /** Those of them who left within the outcome's days. */
  displacedExits: number
  /** By time. */
  events: BacktestEvent[]
  /** Members like them who were not displaced. */
  matched: number
  /** Those of them who left within the same days. */
  matchedExits: number
}

/** One past event. */
export interface BacktestEvent {
  /** The instant as of which it is judged: just before it was booked, or a week before it when no source says. */
  asOf: string
  /** How many courts. */
  courts: number
  /** Start, club-local with its offset. */
  dateTime: string
  /** Those of them who left within the outcome's days. */
  displacedExits: number
  /** Ids of members whose bookings on its courts were called off after it was booked. */
  displacedMembers: string[]
  /** How long. */
  durationMinutes: number
  /** Members whom the judgement expected to displace. */
  expectedDisplaced: number
  /** The net expected then, currency units. */
  expectedNet: number
  /** Whether the outcome's days have passed. */
  isComplete: boolean
  /** Members like them who were not displaced. */
  matched: number
  /** Those of them who left within the same days. */
  matchedExits: number
  /** P(Net > 0) then; `null` under the plain rule. */
  probabilityNetPositive: number | null
  /** What would have been said. */
  recommendation: Recommendation
  /** What it brought, currency units. */
  revenue: number
}

/** Another forecast on the same months. */
export interface Benchmark {
  /** Mean squared error of its probabilities. */
  brier: number
  /** Mean logarithmic loss. */
  logLoss: number
  /** `hazard of behaviour`, `shifted beta-geometric`, `beta-discrete-Weibull`; `last month's rule`, `base rate`. */
  name: string
}

/** One cell. */
export interface CellFeature {
  /** The cell's centre. */
  geometry: CellGeometry
  /** Its id and how many members it holds. */
  properties: CellProperties
  /** `Feature`. */
  type: string
}

/** A GeoJSON Point. */
export interface CellGeometry {
  /** `[lon, lat]`. */
  coordinates: number[]
  /** `Point`. */
  type: string
}

/** A cell's figures. */
export interface CellProperties {
  /** The cell's id, the same from one engine to the next. */
  cell: string
  /** Members in it, at least k. */
  count: number
}

/** Lifetime value lost through members who leave, currency units. */
export interface ChurnCost {
  /** By members who lose a court they had. */
  displaced: number
  /** By organisers who find no court. */
  spilled: number
  /** Both. */
  total: number
}

/** One thing that sets a member apart. */
export interface ChurnReason {
  /** Percentage points of the probability within 12 months. */
  points: number
  /** "no visit for 23 days: +4.1 points". */
  text: string
}

/** The model of members who leave. */
export interface ChurnReport {
  /** What the hazard looks at; empty for others. */
  coefficients: Coefficient[]
  /** Exits among them. */
  exits: number
  heldOut: HeldOut | null
  /** Member-months learned from. */
  memberMonths: number
  /** `hazard`, `retention_curve`, `naive_rate` or `cold_start`. */
  method: string
  /** Whether held-out months corrected it. */
  recalibrated: boolean
  /** Why this one. */
  why: string
}

/** One group. */
export interface Cluster {
  /** Its centre. */
  centre: ClusterCentre
  /** The same from month to month when the earlier centres are given. */
  label: number
  /** How many members it holds. */
  memberCount: number
  /** The segment id most of them have by the rules. */
  mostly: string
}

/** Mean behaviour of a group; what is not known of a member counts as the club's mean. */
export interface ClusterCentre {
  /** Mean minutes a visit. */
  meanStayMinutes: number
  /** Share on weekdays before 16:00. */
  offPeakShare: number
  /** Distinct partners per meeting. */
  partnerVariety: number
  /** Share in sessions and lessons. */
  sessionShare: number
  /** Visits a week. */
  visitsPerWeek: number
  /** Share on weekdays 17:00 to 21:00. */
  weekdayPeakShare: number
}

/** The groups that k-means finds in behaviour alone, beside the rules. */
export interface Clusters {
  /** Agreement with the rules' segments: adjusted Rand index, 0 by chance, 1 when the same; `null` without groups. */
  agreementWithRules: number | null
  /** The groups by label; none when there are too few members to tell groups apart. */
  clusters: Cluster[]
  /** How many members were clustered: listed ones with a visit in the last 52 weeks. */
  members: number
  /** How well the groups hold together, -1 to 1; `null` without groups. */
  silhouette: number | null
}

/** One column of the hazard. */
export interface Coefficient {
  /** Whether it describes the member for years rather than the last weeks. */
  lasting: boolean
  /** Which. */
  name: string
  /** Standard error. */
  standardError: number
  /** Log odds of leaving in a month, per unit. */
  value: number
}

/** How worthwhile a member is as a contact for company events. */
export type ConnectorTier = 'potential' | 'strong' | 'prime'

/** Two things known of a member that do not fit together. */
export interface Contradiction {
  /** `convenience_but_far`, `competitive_without_tournament` or `frequent_but_alone`. */
  code: string
  /** In words. */
  message: string
}

/** How many listed members have each source. */
export interface Coverage {
  /** With a visit. */
  booking: number
  /** With the size of their employer. */
  employer: number
  /** Listed members. */
  members: number
  /** With a job title. */
  social: number
  /** With a survey answer. */
  survey: number
  /** With a home in a known tract. */
  tract: number
}

/** A day of the week, as settings write it. */
export type DayOfWeek = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/** A request for courts. */
export interface DecideEventRequest {
  /** What each of them spends beside the courts, currency units; its margin counts. */
  ancillaryPerHead?: number | null
  /** Exactly these courts, instead of the cheapest. */
  courtIds?: number[] | null
  /** How many courts. */
  courts: number
  /** Start: RFC 3339 with an offset, or club-local time without one. */
  dateTime: string
  /** What is kept when the client calls the event off, currency units. */
  depositKept?: number | null
  /** How long, minutes; a multiple of the venue's slot. */
  durationMinutes?: number
  /** What the client is worth beyond this event, currency units. */
  futureValue?: number | null
  /** How many people come; fewer courts are offered only while they still seat them. */
  headcount?: number | null
  /** What the client offers, currency units, 0 to 10,000,000. */
  revenue: number
  /** What holding the event costs, currency units. */
  variableCost?: number | null
  /** Probability that the client calls the event off after the courts were kept, 0 to 1. */
  washProbability?: number | null
}

/** The demand model beside a naive forecast, on the last four weeks before as-of, which neither had seen. */
export interface DemandCheck {
  /** The model. */
  model: ForecastQuality
  /** The same slot in the four weeks before. */
  naive: ForecastQuality
  /** Slots that were forecast. */
  slots: number
  /** Those that were sold out. */
  soldOutSlots: number
}

/** A member who loses a court. */
export interface DisplacedMember {
  /** The court. */
  courtId: number
  /** Lifetime value times the rise, less what a waiting list replaces, currency units. */
  expectedLoss: number
  /** The club's id. */
  id: string
  /** Lifetime value, currency units. */
  ltv: number
  /** As the club writes it. */
  name: string
  /** Segment id. */
  segment: string
  /** Start of the play that is lost, club-local with its offset. */
  startsAt: string
  /** Rise in the probability to leave. */
  uplift: number
}

/** The model of customers without a plan. */
export interface DropInReport {
  /** Customers who came before they took a plan. */
  conversions: number
  /** Paying days that came in it. */
  heldOutCame: number
  /** Paying days expected of the last half year by what was known before it; 0 where it was too short to tell. */
  heldOutExpected: number
  /** Weeks in which what does fade falls to 1/e; `null` where interest does not fade. */
  interestFadesOverWeeks: number | null
  /** Share of a newcomer's interest that never fades. */
  lastingInterest: number
  /** `purchases` or `cold_start`. */
  method: string
  /** Probability of taking a plan in a month; 0 while there were too few to tell. */
  monthlyConversion: number
  /** Parameters by the names of the papers; times in weeks of a newcomer's interest, money in currency units. */
  parameters: Parameter[]
  /** Why this one. */
  why: string
}

/** The answer to a `DecideEventRequest`. */
export interface EventDecision {
  /** What to offer instead: at most three that differ in kind, best first. */
  alternatives: Alternative[]
  /** What the figures rest on, each in a sentence. */
  assumptions: string[]
  /** Expected lifetime value lost through members who leave, by part. */
  churnCost: ChurnCost
  /** The courts to take; empty when there are not enough. */
  courtIds: number[]
  /** Start, club-local with its offset. */
  dateTime: string
  /** One plain sentence. */
  details: string
  /** Players without a member row who lose their court. */
  displacedGuests: number
  /** Whom the event displaces, the costliest first. */
  displacedMembers: DisplacedMember[]
  /** A ready reply to the client; it names no member. */
  email: string
  /** End, club-local with its offset. */
  endsAt: string
  /** The version of the engine that answered. */
  engineVersion: string
  /** Expected lifetime value lost through displaced members, whole currency units, rounded half up. */
  estimatedChurnCost: number
  /** The same figure under the name it has beside its interval. */
  expectedNet: number
  /** Expected loss of displaced visits: fees given back, and what is not recaptured; currency units. */
  firmLoss: number
  /** Hash of engine version, overrides and request: the same question has the same id. */
  id: string
  /** What the event itself brings, by part. */
  income: EventIncome
  /** What the event is expected to bring less all it costs elsewhere, currency units; 0 when it cannot be held as asked. */
  net: number
  netInterval: NetInterval | null
  /** The policy that judged: `expected_value` or `simple`. */
  policy: string
  /**
   * The least price at which the same event would be accepted, rounded up to 5; `null` when none up to 1.5 times the
   * revenue is.
   */
  priceAtWhichAccepted: number | null
  /** Probability that the expected net is above 0, given what is unknown; `null` under the plain rule. */
  probabilityNetPositive: number | null
  /** Where each figure comes from. */
  provenance: Provenance[]
  realisedNetInterval: NetInterval | null
  /** Accept, Counter-offer or Decline. */
  recommendation: Recommendation
  /** What the client offers, currency units. */
  revenue: number
  /** Which assumption moves the answer most, the widest swing first; empty under the plain rule. */
  tornado: Swing[]
  /** Expected loss of bookings that have yet to come and would find no court, currency units. */
  unbookedLoss: number
}

/** What an event brings before what it costs elsewhere, currency units. */
export interface EventIncome {
  /** Margin of what its guests spend beside the courts. */
  ancillaryMargin: number
  /** What is kept when it is called off. */
  depositKept: number
  /** (1 - wash)(revenue + ancillary - cost) + wash x deposit + future value. */
  expected: number
  /** What the client is worth beyond it. */
  futureValue: number
  /** What holding it costs. */
  variableCost: number
  /** Probability that it is called off. */
  washProbability: number
}

/** Who takes another hour when the wanted one is full. */
export interface Flexibility {
  /** Segment id. */
  segment: string
  /** The share that does, 0 to 1. */
  share: number
}

/** How good a forecast of courts in use was on weeks it had not seen. */
export interface ForecastQuality {
  /** The share of slots within the 10 to 90 % interval, ends included. */
  coverage: number
  /** Mean pinball loss over the 10, 25, 50, 75 and 90 % quantiles, courts; less is better. */
  pinballLoss: number
}

/** Today's demand and the grown one, simulated. */
export interface Growth {
  /** What the figures rest on, each in a sentence. */
  assumptions: string[]
  /** Courts planned with. */
  courts: number
  /** The version of the engine that answered. */
  engineVersion: string
  /** With those who join. */
  grown: GrowthOutcome
  /**
   * The most members, in today's mix, at whom the set rate is still met; `null` when nobody wants a court, or
   * when no number is too many.
   */
  mostMembers: number | null
  /** The seed. */
  seed: number
  /** The rate below which a warning is given. */
  setRate: number
  /** With the members there are. */
  today: GrowthOutcome
  /** What falls below the set rate, each in a sentence. */
  warnings: string[]
  /** Weeks simulated. */
  weeks: number
}

/** Simulated weeks in sum. */
export interface GrowthOutcome {
  /** Members. */
  members: number
  /** Bookings that took another hour than the wanted one, as a share of those served. */
  movedShare: number | null
  /** By segment. */
  segments: SegmentGrowth[]
  /** Bookings served / bookings wanted, 0 to 1; `null` when none is wanted. */
  successRate: number | null
  /** The same in a bad week: 5 % of weeks are worse. */
  successRateInABadWeek: number | null
  /** The same in a good week: 5 % of weeks are better. */
  successRateInAGoodWeek: number | null
  /** Court-hours served / court-hours open, 0 to 1. */
  utilisation: number
}

/** A request to simulate growth. */
export interface GrowthRequest {
  /** How many members join which segment. */
  addedMembers?: AddedMembers[]
  /** How many courts to plan with, 1 to 400; the venue's when not given. */
  courts?: number | null
  /** Who takes another hour; the settings' figures where a segment is not named. */
  flexibility?: Flexibility[]
  /** Courts kept for segments in every open hour. */
  quotas?: Quota[]
  /** The same seed gives the same weeks. */
  seed?: number
  /** The share of wanted bookings that should be served; the one of the settings when not given. */
  setRate?: number | null
  /** How many weeks to simulate, 1 to 100,000. */
  weeks?: number
}

/** The answer to a `HeatmapRequest`. */
export interface Heatmap {
  /** The numbers of courts, ascending: the columns of every start. */
  courts: number[]
  /** The length of the event, minutes. */
  durationMinutes: number
  /** Every start of the week that fits the opening hours and is not past, by time. */
  starts: HeatmapStart[]
}

/** What an event would cost from one start, by number of courts. */
export interface HeatmapStart {
  /** The revenue above which expectation alone would accept it, currency units. */
  acceptedAbove: (number | null)[]
  /** All it is expected to cost elsewhere, currency units; `null` where the courts cannot be had. */
  cost: (number | null)[]
  /** Club-local with its offset. */
  dateTime: string
  /** How many members it would displace. */
  displacedMembers: (number | null)[]
}

/** How good a model was on the last months, after learning from those before them alone. */
export interface HeldOut {
  /** Area under the ROC curve: 0.5 is chance; `null` without an exit or a stay. */
  auc: number | null
  /** What one says knowing little, on the same months. */
  benchmarks: Benchmark[]
  /** Mean squared error of the probabilities. */
  brier: number
  /** Intercept beside that slope: 0 is calibrated. */
  calibrationIntercept: number | null
  /** Slope of the outcomes on the log odds: 1 is calibrated; `null` where there is none. */
  calibrationSlope: number | null
  /** Standard error of it. */
  calibrationSlopeError: number | null
  /** Exits among them. */
  exits: number
  /** Mean logarithmic loss. */
  logLoss: number
  /** Mean probability of leaving in a month. */
  meanProbability: number
  /** Member-months judged. */
  memberMonths: number
  /** The other models that were tried, on the same months. */
  models: Benchmark[]
  /** Months that were held out. */
  months: number
  /** Share who left. */
  rate: number
}

/** One open hour. */
export interface HourAllocation {
  /** Courts served / courts wanted, 0 to 1; `null` when none is wanted. */
  fillRate: number | null
  /** The hour, 0 to 23, club-local. */
  hour: number
  /** Whether the fill rate is below the set rate. */
  isBelowSetRate: boolean
  /** How many courts to keep for whom (EMSR-b), the most valuable first; none while the hour is served well enough. */
  protection: Protection[]
  /** By segment. */
  segments: SegmentService[]
  /** The same if everyone just walked up (Erlang B), for comparison. */
  walkUpRate: number | null
  /** Courts wanted on average, those that find none included. */
  wanted: number
  /** The day. */
  weekday: DayOfWeek
}

/** The price of one hour of the week. */
export interface HourPrice {
  /** The price that is expected to bring most, less the value lost with those whom it turns away. */
  bestPrice: number
  /** What it costs now: the approved price, else the base price. */
  currentPrice: number
  /** Courts wanted a week, those that found no court included. */
  expectedDemand: number
  /** Expected revenue of the hour, a week, at the current price. */
  expectedRevenueAtCurrent: number
  /** Expected revenue of the hour, a week, at the recommended price. */
  expectedRevenueAtRecommended: number
  /** Value expected to be lost a week, at the recommended price, with those who find the hour full or too dear. */
  expectedValueTurnedAway: number
  /** The hour, 0 to 23, club-local. */
  hour: number
  /** Whether the current price was approved by a person. */
  isApproved: boolean
  /** Whether too little was seen to move far from the base price. */
  isThin: boolean
  /** Court-hours open over the window. */
  openCourtHours: number
  /** Parties that played over the window. */
  parties: number
  /** The recommended one of the two. */
  price: number
  /** Why the price is what it is. */
  reason: string
  /** Court-hours taken over the window. */
  takenCourtHours: number
  /** The price by how full the hour is. */
  tierPrice: number
  /** Court-hours taken / court-hours open, 0 to 1. */
  utilisation: number
  /** The day. */
  weekday: DayOfWeek
}

/** How many said what. */
export interface Interest {
  /** Not interested. */
  not: number
  /** Somewhat interested. */
  somewhat: number
  /** Very interested. */
  very: number
}

/** Figures on the whole map. */
export interface MapProperties {
  /** The least number of members in a cell. */
  k: number
  /** Members with a home whom no cell of k could take. */
  notPlaced: number
  /** Members whose home is not known, or by its postal code alone. */
  withoutHome: number
}

/** A member who has been silent for more than twice their own rhythm. */
export interface MemberAtRisk {
  /** Whole days since the last visit. */
  daysSinceLastVisit: number
  /** The club's id. */
  id: string
  /** Lifetime value, whole currency units. */
  ltv: number
  /** As the club writes it. */
  name: string
  /** Segment id. */
  segment: string
  /** Mean days between the latest visits. */
  usualGapDays: number
}

/** How likely a member is to leave, and why. */
export interface MemberChurn {
  /** `hazard`, `retention_curve`, `naive_rate` or `purchases`. */
  method: string
  /** Within 12 months, 0 to 1; for a drop-in, of not paying a visit in them. */
  probability12Months: number
  /** Within the next month; `null` for a drop-in. */
  probabilityNextMonth: number | null
  /** What sets the member apart from the segment's mean, the strongest first; points add up to the difference. */
  reasons: ChurnReason[]
  /** The mean of the first over the member's segment. */
  segmentMean: number | null
}

/** Behaviour, as of the engine's instant. Shares are 0 to 1 and `null` without visits to share. */
export interface MemberFeatures {
  /** Share alone. */
  aloneShare: number | null
  /** Whole days since the last visit. */
  daysSinceLastVisit: number | null
  /** Mean minutes a visit. */
  meanStayMinutes: number | null
  /** Miles from home to the club. */
  milesFromClub: number | null
  /** Share on weekdays before 16:00. */
  offPeakShare: number | null
  /** Distinct partners per meeting. */
  partnerVariety: number | null
  /** Share in sessions and lessons. */
  sessionShare: number | null
  /** Court fees and the like in the last 90 days, currency units. */
  spend90Days: number
  /** The home's census tract. */
  tract: string | null
  /** Mean days between the latest visits. */
  usualGapDays: number | null
  /** Days with a visit, ever. */
  visits: number
  /** Days with a visit per week over 12 weeks. */
  visitsPerWeek: number
  /** Share on weekdays 17:00 to 21:00. */
  weekdayPeakShare: number | null
}

/** GeoJSON: homes as cells of at least k members; never a home itself. */
export interface MemberLocations {
  /** One a cell. */
  features: CellFeature[]
  /** What could not be shown. */
  properties: MapProperties
  /** `FeatureCollection`. */
  type: string
}

/** Everything the engine says of one member. */
export interface MemberProfile {
  /** Silent for more than twice their own rhythm. */
  atRisk: boolean
  churn: MemberChurn | null
  /** The company for which the club lists the member as connector. */
  connectorCompany: string | null
  /** Connector score 0 to 30. */
  connectorScore: number
  connectorTier: ConnectorTier | null
  /** What does not fit together. */
  contradictions: Contradiction[]
  /** Where they work, if known. */
  employer: string | null
  /** Behaviour as of the engine's instant. */
  features: MemberFeatures
  /** The club's id. */
  id: string
  /** When the membership began, club-local with its offset; `null` when no source says. */
  joinedAt: string | null
  motivation: Motivation | null
  /** As the club writes it. */
  name: string
  /** The paid plan; `null` for a drop-in. */
  plan: string | null
  /** Segment with its confidence. */
  segment: SegmentFit
  /** As of the engine's instant. */
  status: MemberStatus
  /** What they do there, if known. */
  title: string | null
  /** Lifetime value and how it came about. */
  value: MemberValue
}

/** Whether a member may play, pauses, or has left. */
export type MemberStatus = 'active' | 'suspended' | 'cancelled'

/** A member in a list. */
export interface MemberSummary {
  /** How sure the segment is, 0 to 100. */
  confidence: number
  /** Whole days since the last visit; `null` without one. */
  daysSinceLastVisit: number | null
  /** Where they work, if known. */
  employer: string | null
  /** The club's id. */
  id: string
  /** Lifetime value, whole currency units. */
  ltv: number
  /** As the club writes it. */
  name: string
  /** Segment id. */
  segment: string
  /** Visits a week. */
  visitsPerWeek: number
}

/** What a member is worth. */
export interface MemberValue {
  /** Discount rate a year; 0 for `cold_start`. */
  annualDiscountRate: number
  /** ISO 4217. */
  currency: string
  /** Months looked ahead. */
  horizonMonths: number
  interval: ValueInterval | null
  /** Margin to come, currency units. */
  ltv: number
  /**
   * `hazard`, `retention_curve` or `naive_rate`: fee and spend while the member stays; `purchases`: what a drop-in
   * pays; `left`: nothing; `cold_start`: the segment's monthly figure x margin x expected tenure - acquisition cost,
   * undiscounted.
   */
  method: string
  /** Probability of leaving within 12 months x value; `null` where it is not modelled. */
  valueAtRisk: number | null
}

/** What is fitted, why, and how good it was on months it had not seen. */
export interface ModelsReport {
  /** Discount rate a year. */
  annualDiscountRate: number
  /** Who leaves. */
  churn: ChurnReport
  /** How money to come is weighed. */
  discounting: string
  /** What customers without a plan bring. */
  dropIns: DropInReport
  /** The engine's version. */
  engineVersion: string
  /** Months that values look ahead. */
  horizonMonths: number
}

/** Why a member says they play: the answer to a question named `motivation`. */
export type Motivation = 'social' | 'competitive' | 'fitness' | 'convenience' | 'business'

/** 5, 50 and 95 %, currency units. */
export interface NetInterval {
  /** 95 % lie below. */
  high: number
  /** 5 % lie below. */
  low: number
  /** Half lie below. */
  median: number
}

/** How a member came into a segment. */
export type Origin = 'rule' | 'nearest' | 'override'

/** A fitted parameter. */
export interface Parameter {
  /** `r`, `alpha`, `a`, `b`; `p`, `q`, `v`. */
  name: string
  /** Its value. */
  value: number
}

/** Prices of a court-hour for the week. */
export interface Pricing {
  /** The instant up to which knowledge counts, club-local. */
  asOf: string
  /** What the figures rest on, each in a sentence. */
  assumptions: string[]
  /** ISO 4217 code of every amount. */
  currency: string
  /** Days of court use behind the figures. */
  daysObserved: number
  /** How demand answers to prices, by segment. */
  elasticities: SegmentElasticity[]
  /** The version of the engine that answered. */
  engineVersion: string
  /** Expected revenue of a week at current prices. */
  expectedRevenueAtCurrent: number
  /** Expected revenue of a week at recommended prices. */
  expectedRevenueAtRecommended: number
  /** Every open hour with its reasons, Monday first. */
  hours: HourPrice[]
  /** The policy that recommends. */
  policy: PricingPolicy
  /** Recommended prices, Monday first, 24 hours each; `null` where the club is closed. */
  prices: ((number | null)[])[]
}

/** Which price of an hour is recommended. */
export type PricingPolicy = 'tiers' | 'expected_revenue'

/** Courts to keep while less valuable demand asks for them. */
export interface Protection {
  /** Courts to keep for them. */
  courts: number
  /** These segments together. */
  segments: string[]
}

/** Where a figure comes from. */
export interface Provenance {
  /** Which figure. */
  figure: string
  /** `prior`, `club-set` or `learned (n=...)`. */
  source: string
  /** Its value as used. */
  value: number
}

/** Courts kept for a segment in every open hour; the rest is open to all. */
export interface Quota {
  /** How many courts are kept for it. */
  courts: number
  /** Segment id. */
  segment: string
}

/** The verdict. */
export type Recommendation = 'Accept' | 'Counter-offer' | 'Decline'

/** How a segment answers to prices. */
export interface SegmentElasticity {
  /** Change of demand in % when the price rises by 1 %. */
  elasticity: number
  /** Segment id; `other` is guests and the club's own programme. */
  segment: string
  /** Value lost with one who is turned away, currency units. */
  valueOfTurningAway: number
}

/** A member's segment and why. */
export interface SegmentFit {
  /** 0 to 100. */
  confidence: number
  /** `Corporate Power User`. */
  displayName: string
  /** Segment id. */
  id: string
  /** Whether a person should look. */
  needsReview: boolean
  /** How it came about. */
  origin: Origin
  /** Who overrode the rules, when and why. */
  overridden: string | null
  /** Each source that is present: its weight (they sum to 100) and how well it fits. */
  sources: SourceFit[]
  /** How firmly it stands. */
  standing: Standing
}

/** A segment over the simulated weeks. */
export interface SegmentGrowth {
  /** Members. */
  members: number
  /** Of those, in another hour than the wanted one. */
  movedAWeek: number
  /** Segment id; `other` is guests and the club's own programme. */
  segment: string
  /** Served of them, a week. */
  servedAWeek: number
  /** Served / wanted, 0 to 1; `null` when none is wanted. */
  successRate: number | null
  /** Bookings of an hour wanted, a week. */
  wantedAWeek: number
}

/** How a segment is served. */
export interface SegmentService {
  /** Served / wanted, 0 to 1; `null` when none is wanted. */
  fillRate: number | null
  /** Courts kept for it. */
  quota: number
  /** Segment id; `other` is guests and the club's own programme. */
  segment: string
  /** Court-hours served of them. */
  served: number
  /** Court-hours wanted, a week in the whole answer, in the hour in an hour's. */
  wanted: number
}

/** A segment and the members in it. */
export interface SegmentSummary {
  /** Members at risk (see `members_at_risk`). */
  atRisk: number
  /** Mean lifetime value, whole currency units, rounded half up; 0 for an empty segment. */
  averageLtv: number
  /** One sentence for the owner. */
  description: string
  /** `Corporate Power User`. */
  displayName: string
  /** `corporate_power_user`. */
  id: string
  /** Listed members: active and suspended, without visitors who stayed away for 12 months. */
  memberCount: number
  /** Members whom a person should look at. */
  needsReview: number
}

/** Where a feature's evidence comes from; each source carries its own weight of a segment's confidence. */
export type Source = 'booking' | 'survey' | 'social' | 'tract' | 'employer'

/** One source's word on a segment. */
export interface SourceFit {
  /** How well it fits, 0 to 1. */
  fit: number
  /** Which source. */
  source: Source
  /** Its share of the confidence, of 100. */
  weight: number
}

/** How firmly a member stands in a segment. */
export type Standing = 'assigned' | 'review' | 'needs_review' | 'confirmed'

/** What an assumption does to the expected net between its 5 and 95 %. */
export interface Swing {
  /** In words. */
  assumption: string
  /** Expected net at its 95 %, currency units. */
  netAtHigh: number
  /** Expected net at its 5 %, currency units. */
  netAtLow: number
  /** The distance between them, currency units. */
  swing: number
}

/** Where the margin up to the horizon will come to lie. */
export interface ValueInterval {
  /** Probability that it lies between, exit and spending and the models' own uncertainty included. */
  coverage: number
  /** Upper end, currency units. */
  high: number
  /** Lower end, currency units. */
  low: number
}

/** Numbers, one a row; a table of several columns is given row by row, with its width. */
export type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array | readonly number[]

/** How a purchase model is fitted: by maximum likelihood, with a pull of `ridge` towards 1 if that is above 0. */
export interface PurchaseOptions<Params> {
  /** Known parameters: the model needs no fit. */
  params?: Params
  ridge?: number
  maxIterations?: number
  tolerance?: number
}

/** How a fit went; matrices and vectors are in the order of `params`. */
export interface FitSummary {
  /** Summed over customers, natural logarithms, in the units of the data. */
  readonly logLikelihood: number
  readonly standardErrors: readonly number[] | null
  readonly covariance?: readonly (readonly number[])[] | null
  readonly iterations?: number
  readonly flags?: readonly { readonly flag: string }[]
}

/** How one call on a model is made. */
export interface WeightedOptions extends CallOptions {
  /** How many customers a row stands for. */
  weights?: Numbers
}

declare class VisitModel<Params extends object> {
  constructor(options?: PurchaseOptions<Params>)
  /** The parameters by the papers' names, after `fit` or as given. */
  readonly params: Params
  /** How the fit went; `null` for a model at given parameters. */
  readonly summary: FitSummary | null
  /** Learns from one history a row: x, t_x, T in one unit of time. */
  fit(repeatVisits: Numbers, ageAtLastVisit: Numbers, observedAge: Numbers, options?: WeightedOptions): Promise<this>
  fit(table: { repeatVisits: Numbers; ageAtLastVisit: Numbers; observedAge: Numbers }, options?: WeightedOptions): Promise<this>
  /** The log-likelihood of each history. */
  logLikelihood(repeatVisits: Numbers, ageAtLastVisit: Numbers, observedAge: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The probability that each customer has not left. */
  probabilityAlive(repeatVisits: Numbers, ageAtLastVisit: Numbers, observedAge: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The visits to expect of each within `t` from the end of the history. */
  expectedVisits(t: number, repeatVisits: Numbers, ageAtLastVisit: Numbers, observedAge: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The present value, in visits, of all visits to come, continuously discounted. */
  discountedExpectedVisits(rate: number, repeatVisits: Numbers, ageAtLastVisit: Numbers, observedAge: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The repeat visits to expect of a newcomer within `t`. */
  expectedVisitsOfNewcomer(t: number, options?: CallOptions): Promise<number>
}

/** BG/NBD (Fader, Hardie and Lee 2005). It gives 1 as the probability alive of everyone who came once. */
export class BetaGeo extends VisitModel<{ r: number; alpha: number; a: number; b: number }> {}
/** MBG/NBD (Batislam, Denizel and Filiztekin 2007). */
export class MbgNbd extends VisitModel<{ r: number; alpha: number; a: number; b: number }> {}
/** Pareto/NBD (Schmittlein, Morrison and Colombo 1987). */
export class ParetoNbd extends VisitModel<{ r: number; alpha: number; s: number; beta: number }> {}

/** BG/BB (Fader, Hardie and Shang 2010): visits at discrete occasions. */
export class BgBb {
  constructor(options?: PurchaseOptions<{ alpha: number; beta: number; gamma: number; delta: number }>)
  readonly params: { alpha: number; beta: number; gamma: number; delta: number }
  readonly summary: FitSummary | null
  /** Learns from one history a row: x, t_x, n. */
  fit(repeatVisits: Numbers, lastOccasion: Numbers, occasions: Numbers, options?: WeightedOptions): Promise<this>
  fit(table: { repeatVisits: Numbers; lastOccasion: Numbers; occasions: Numbers }, options?: WeightedOptions): Promise<this>
  logLikelihood(repeatVisits: Numbers, lastOccasion: Numbers, occasions: Numbers, options?: CallOptions): Promise<Float64Array>
  probabilityAlive(repeatVisits: Numbers, lastOccasion: Numbers, occasions: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The visits to expect of each in the next `t` occasions. */
  expectedVisits(t: number, repeatVisits: Numbers, lastOccasion: Numbers, occasions: Numbers, options?: CallOptions): Promise<Float64Array>
  discountedExpectedVisits(rate: number, repeatVisits: Numbers, lastOccasion: Numbers, occasions: Numbers, options?: CallOptions): Promise<Float64Array>
  expectedVisitsOfNewcomer(t: number, options?: CallOptions): Promise<number>
}

/** Gamma-Gamma (Fader and Hardie 2013): what a visit brings. */
export class GammaGamma {
  constructor(options?: PurchaseOptions<{ p: number; q: number; v: number }>)
  readonly params: { p: number; q: number; v: number }
  readonly summary: FitSummary | null
  /** Learns from how often each came and their mean spend. */
  fit(visits: Numbers, meanSpend: Numbers, options?: WeightedOptions): Promise<this>
  fit(table: { visits: Numbers; meanSpend: Numbers }, options?: WeightedOptions): Promise<this>
  logLikelihood(visits: Numbers, meanSpend: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The mean spend a visit to expect of each from now on. */
  expectedSpend(visits: Numbers, meanSpend: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The mean spend over all customers; refused where it is infinite. */
  expectedSpendOfNewcomer(options?: CallOptions): Promise<number>
}

declare class RetentionModel<Params extends object> {
  constructor(options?: { params?: Params; maxIterations?: number })
  readonly params: Params
  readonly summary: FitSummary | null
  /** Learns from how many of a cohort are left at the start and after each period. */
  fit(survivors: Numbers, options?: CallOptions): Promise<this>
  /** The share that is left after each number of periods. */
  survival(periods: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The share that stays in each period, from 1, of those who faced it. */
  retentionRate(periods: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The discounted number of payments still to come from a member in `period`, 1 before the first renewal. */
  discountedExpectedResidualLifetime(
    period: number,
    discountRate: number,
    options?: CallOptions & { convention?: 'renewal_due_now' | 'without_current_payment' | 'with_current_payment' }
  ): Promise<number>
}

/** Shifted beta-geometric (Fader and Hardie 2007). */
export class ShiftedBetaGeo extends RetentionModel<{ alpha: number; beta: number }> {}
/** Beta-discrete-Weibull (Fader, Hardie, Liu, Davin and Steenburgh 2018). */
export class BetaDiscreteWeibull extends RetentionModel<{ alpha: number; beta: number; c: number }> {}

/** A discrete-time hazard on person-period rows, or on one row a member. */
export class ChurnHazard {
  constructor(options?: {
    link?: 'logit' | 'cloglog'
    baseline?: 'constant' | { intervals: { months: number } }
    intercept?: boolean
    maxIterations?: number
    tolerance?: number
  })
  readonly coef: readonly number[]
  readonly intercept: number
  /** The level of each interval of the baseline. */
  readonly levels: readonly number[]
  readonly standardErrors: readonly number[]
  readonly logLikelihood: number
  /**
   * Learns from rows of `width` covariates and whether each period ended in an exit (0 or 1). With `duration`, the months
   * up to the exit or the last one seen, and `entry`, those that had passed before the first, a row is a whole member.
   */
  fit(values: Numbers, width: number, exits: Numbers, options?: WeightedOptions & { duration?: Numbers; entry?: Numbers }): Promise<this>
  /** The probability of an exit in each row's period. */
  predictProba(values: Numbers, options?: CallOptions): Promise<Float64Array>
  linearPredictor(values: Numbers, options?: CallOptions): Promise<Float64Array>
}

/** Cox's proportional hazards. */
export class CoxPh {
  constructor(options?: { ties?: 'efron' | 'breslow'; ridge?: number })
  readonly coef: readonly number[]
  readonly standardErrors: readonly number[] | null
  readonly logLikelihood: number
  readonly concordance: number | null
  readonly converged: boolean
  /** Learns from rows of `width` covariates, durations, and whether the event ended them (0 or 1). */
  fit(
    values: Numbers,
    width: number,
    duration: Numbers,
    event: Numbers,
    options?: WeightedOptions & { entry?: Numbers; strata?: Numbers }
  ): Promise<this>
  /** The logarithm of `relativeHazard`. */
  logRelativeHazard(values: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The hazard of each row, relative to one at the means. */
  relativeHazard(values: Numbers, options?: CallOptions): Promise<Float64Array>
  /** The probability of each row to last beyond each time: row by row. */
  survival(values: Numbers, times: Numbers, options?: CallOptions & { stratum?: number }): Promise<Float64Array>
}

/** The share that lasts, from those whose event came and those whose did not yet. */
export class KaplanMeier {
  constructor(options?: { confidence?: number })
  /** The first time at which half are left; `null` when more than half last. */
  readonly median: number | null
  readonly times: Float64Array
  readonly survivalCurve: Float64Array
  readonly lowerBand: Float64Array
  readonly upperBand: Float64Array
  fit(duration: Numbers, event: Numbers, options?: WeightedOptions & { entry?: Numbers }): Promise<this>
  fit(table: { duration: Numbers; event: Numbers; entry?: Numbers }, options?: CallOptions): Promise<this>
  /** The share that lasts beyond each time. */
  survival(times: Numbers, options?: CallOptions): Promise<Float64Array>
}

/** Lloyd's k-means, seeded: clusters are numbered by size, the largest first. */
export class KMeans {
  constructor(options?: { clusters?: number; restarts?: number; maxIterations?: number; tolerance?: number; seed?: number })
  readonly centres: readonly (readonly number[])[]
  readonly labels: Float64Array
  readonly inertia: number
  readonly iterations: number
  /** Learns from rows of `width` columns. */
  fit(values: Numbers, width: number, options?: CallOptions): Promise<this>
  /** The nearest cluster of each row. */
  predict(values: Numbers, options?: CallOptions): Promise<Float64Array>
}

export {}
