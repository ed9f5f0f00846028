// Asking over HTTP of whatever serves at CIC_TEST_BASE_URL.
import assert from 'node:assert/strict'

export const base = process.env.CIC_TEST_BASE_URL

export const ask = (path, options) => fetch(`${base}/api/v1${path}`, options)

export async function problem(response, status) {
  const body = await response.json()
  assert.equal(response.status, status, JSON.stringify(body))
  assert.equal(response.headers.get('content-type'), 'application/problem+json')
  assert.equal(body.type, 'about:blank')
  assert.equal(body.status, status)
  assert.ok(body.title && body.detail)
  return body
}
