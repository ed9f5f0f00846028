import cic from './index.js'

export const {
  BetaDiscreteWeibull,
  BetaGeo,
  BgBb,
  ChurnHazard,
  CicError,
  CoxPh,
  Engine,
  GammaGamma,
  KMeans,
  KaplanMeier,
  MbgNbd,
  ParetoNbd,
  ShiftedBetaGeo
} = cic
