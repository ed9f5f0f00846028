// Refusals as `cic serve` has them: RFC 9457 problem details that name the field.
import { STATUS_CODES } from 'node:http'

import { CicError } from 'cic-node'

const STATUS = { INVALID: 422, NOT_FOUND: 404, CONFLICT: 409, UNAVAILABLE: 503, INTERNAL: 500 }

/** A refusal that the application itself has to make. */
export class Problem extends Error {
  constructor(status, detail, errors) {
    super(detail)
    Object.assign(this, { status, errors })
  }

  static at(pointer, detail) {
    const name = pointer.slice(1)
    return new Problem(422, detail.includes(name) ? detail : `${name}: ${detail}`, [{ pointer, detail }])
  }

  static ofParameter(parameter, detail) {
    return new Problem(400, `${parameter}: ${detail}`, [{ parameter, detail }])
  }
}

export function notFound() {
  throw new Problem(404, 'nothing is here; see /docs for what there is')
}

export const notAllowed = (methods) => (req, res) => {
  const allowed = methods.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
  res.setHeader('allow', allowed.join(','))
  throw new Problem(405, 'this method is not taken here; the Allow header names those that are')
}

/** The error handler of Express: the engine's refusals, the application's, those of Express itself. */
export function problemOf(error, req, res, next) {
  if (res.headersSent || res.destroyed) return next(error)
  const { status, detail, errors } = error instanceof CicError ? ofEngine(error, req) : ofOther(error)
  if (status >= 500) console.error(error)
  const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail, ...(errors?.length && { errors }) }
  res.status(status).setHeader('content-type', 'application/problem+json').send(Buffer.from(JSON.stringify(problem)))
}

function ofEngine({ code, message, faults }, req) {
  const isQuery = req.method === 'GET' || req.method === 'HEAD'
  const name = (field) => field.replace(/^\//, '')
  const place = (field) => (isQuery ? { parameter: name(field) } : { pointer: field })
  const sentence = ({ field, message }) => (message.includes(name(field)) ? message : `${name(field)}: ${message}`)
  const errors = faults.map(({ field, message: detail }) => ({ ...place(field), detail }))
  return { status: STATUS[code] ?? 500, detail: faults.map(sentence).join('; ') || message, errors }
}

function ofOther(error) {
  if (error instanceof Problem) return { status: error.status, detail: error.message, errors: error.errors }
  if (error.type === 'entity.too.large') return { status: 413, detail: 'the body is larger than 64 KiB' }
  if (error.status >= 400 && error.status < 500) return { status: error.status, detail: error.message }
  return { status: 500, detail: 'something went wrong here; it has been logged' }
}
