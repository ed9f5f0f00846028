'use strict'
// Writes index.d.ts: scripts/head.d.ts and models.d.ts, and what the OpenAPI document and the addon's table of questions say.
// Usage: cic openapi | node scripts/types.js [--check]

const { readFileSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { operations } = require('../lib/native.js')

const document = JSON.parse(readFileSync(0, 'utf8'))
const schemas = document.components.schemas
const named = new Map()

/** The type of a schema; the types it names are declared too, as part of an answer or of a request. */
function typeOf(schema, isAnswer) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1)
    named.set(name, isAnswer || named.get(name) === true)
    return name
  }
  if (schema.oneOf) return union(schema.oneOf.map((one) => typeOf(one, isAnswer)))
  if (schema.enum) return union(schema.enum.map((value) => `'${value}'`))
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, isAnswer)))
  switch (schema.type) {
    case 'array':
      return arrayOf(schema, isAnswer)
    case 'object':
      return schema.additionalProperties ? `Record<string, ${typeOf(schema.additionalProperties, isAnswer)}>` : 'Record<string, unknown>'
    case 'integer':
      return 'number'
    case undefined:
      return 'unknown'
    default:
      return schema.type
  }
}

function arrayOf({ items, prefixItems, minItems, maxItems }, isAnswer) {
  if (prefixItems) return `[${prefixItems.map((item) => typeOf(item, isAnswer)).join(', ')}]`
  const item = typeOf(items, isAnswer)
  if (minItems && minItems === maxItems) return `[${Array(minItems).fill(item).join(', ')}]`
  return item.includes('|') ? `(${item})[]` : `${item}[]`
}

const union = (types) => [...new Set(types.filter((type) => type !== 'null')), ...(types.includes('null') ? ['null'] : [])].join(' | ')

function comment(text = '', indent = '') {
  // Examples and paths of Rust say nothing to a reader of TypeScript.
  const words = text.replace(/```[^]*?```/g, '').replace(/\[`(?:\w+::)*(\w+)`\]/g, '`$1`')
  const lines = words.trim().split('\n')
  if (!lines[0]) return ''
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}

/** A declaration. An answer has every field, a request those that it needs. */
function declare(name, schema, isAnswer) {
  const described = comment(schema.description)
  if (schema.type !== 'object' || schema.additionalProperties) return `${described}export type ${name} = ${typeOf(schema, isAnswer)}\n`
  const field = ([key, inner]) => {
    const needed = isAnswer || schema.required?.includes(key)
    return `${comment(inner.description, '  ')}  ${key}${needed ? '' : '?'}: ${typeOf(inner, isAnswer)}\n`
  }
  return `${described}export interface ${name} {\n${Object.entries(schema.properties ?? {}).map(field).join('')}}\n`
}

function question({ method, route, summary }) {
  const [verb, place] = route.split(' ')
  const operation = document.paths[`/api/v1${place}`]?.[verb.toLowerCase()]
  if (!operation) throw new Error(`the OpenAPI document does not describe ${route}`)
  const answer = typeOf(operation.responses[200].content['application/json'].schema, true)
  const parameters = argumentsOf(method, operation)
  return [
    `${comment(summary, '  ')}  ${method}(${parameters}): Promise<${answer}>\n`,
    `${comment(`As \`${method}\`: the answer as the JSON text that every face gives.`, '  ')}  ${method}Json(${parameters}): Promise<string>\n`
  ].join('')
}

const requests = []

// What a query cannot carry, and so the OpenAPI document does not say.
const beyondQuery = {
  clusters: { earlier: { type: 'array', items: { $ref: '#/components/schemas/ClusterCentre' }, description: 'Centres of an earlier answer, by label: groups near to them keep their labels.' } }
}

function argumentsOf(method, { parameters = [], requestBody }) {
  if (parameters.some((parameter) => parameter.in === 'path')) return 'id: string, options?: CallOptions'
  if (requestBody) {
    const schema = requestBody.content['application/json'].schema
    const { required = [] } = schema.$ref ? schemas[schema.$ref.split('/').at(-1)] : schema
    return `request${required.length ? '' : '?'}: ${typeOf(schema, false)}, options?: CallOptions`
  }
  const further = beyondQuery[method]
  if (!parameters.length && !further) return 'options?: CallOptions'
  const name = `${method[0].toUpperCase()}${method.slice(1)}Request`
  const ofQuery = Object.fromEntries(parameters.map(({ name, schema, description }) => [name, { ...schema, description }]))
  const properties = { ...ofQuery, ...further }
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  requests.push(declare(name, { type: 'object', description: `What \`${method}\` is asked.`, properties, required }, false))
  return `request?: ${name}, options?: CallOptions`
}

function everything() {
  const written = (file) => readFileSync(path.join(__dirname, file), 'utf8')
  const questions = operations().map(question)
  const declared = new Map()
  for (let next; (next = [...named].find(([name]) => !declared.has(name))); ) {
    const [name, isAnswer] = next
    declared.set(name, declare(name, schemas[name], isAnswer))
  }
  const types = [...declared].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, text]) => text)
  return [written('head.d.ts').replace('  // <questions>\n', questions.join('\n')), ...requests, ...types, written('models.d.ts')].join('\n')
}

const file = path.join(__dirname, '..', 'index.d.ts')
const text = everything()
if (!process.argv.includes('--check')) {
  writeFileSync(file, text)
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('cic-node/index.d.ts is not what the engine says; run `make types`')
  process.exit(1)
}
