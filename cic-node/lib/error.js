'use strict'

/** Every refusal and failure: `code` says of what kind, `field` and `faults` what is wrong where. */
class CicError extends Error {
  constructor(code, message, faults = [], options) {
    super(message, options)
    this.name = 'CicError'
    this.code = code
    this.field = faults[0]?.field ?? null
    this.faults = faults
  }
}

/** A refusal of one field, with the remedy in its message. */
function invalid(field, message) {
  return new CicError('INVALID', `${field}: ${message}`, [{ field, message }])
}

/** What the addon says, as a CicError. */
function fromNative(error) {
  if (error instanceof CicError) return error
  try {
    const { code, message, faults } = JSON.parse(error.message)
    return new CicError(code, message, faults)
  } catch {
    return new CicError('INTERNAL', error.message, [], { cause: error })
  }
}

module.exports = { CicError, invalid, fromNative }
