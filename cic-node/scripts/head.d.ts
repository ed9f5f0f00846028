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

  // <questions>
}
