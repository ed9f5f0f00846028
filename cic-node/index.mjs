import cic from './index.js'

export const { CicError, Engine } = cic
