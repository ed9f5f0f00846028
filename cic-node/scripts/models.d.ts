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
