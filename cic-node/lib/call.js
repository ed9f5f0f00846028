'use strict'

const { CicError, fromNative, invalid } = require('./error.js')
const { Stop } = require('./native.js')

/** Awaits `start(stop)`, work of the addon's; when `signal` aborts, the work is stopped and nobody waits for it. */
async function call(signal, start) {
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw invalid('signal', 'this is not a signal; pass the `signal` of an AbortController')
  }
  const stop = new Stop()
  if (!signal) return awaited(start, stop)
  if (signal.aborted) throw aborted(signal)
  let forget
  const abortion = new Promise((_, reject) => {
    forget = onAbort(signal, () => (stop.raise(), reject(aborted(signal))))
  })
  try {
    return await Promise.race([awaited(start, stop), abortion])
  } finally {
    forget()
  }
}

// One listener a signal, however many calls it may stop.
const waiting = new WeakMap()

/** Calls `abort` when `signal` aborts, unless what it returns is called before. */
function onAbort(signal, abort) {
  if (!waiting.has(signal)) {
    const calls = new Set()
    waiting.set(signal, calls)
    signal.addEventListener('abort', () => calls.forEach((one) => one()), { once: true })
  }
  const calls = waiting.get(signal).add(abort)
  return () => calls.delete(abort)
}

async function awaited(start, stop) {
  try {
    return await start(stop)
  } catch (error) {
    throw fromNative(error)
  }
}

const aborted = (signal) => new CicError('ABORTED', 'the call was aborted', [], { cause: signal.reason })

module.exports = { call }
