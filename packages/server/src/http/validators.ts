/**
 * Two validators: bodies are taken as they are, without defaults put in; query strings, which are text, are read as the
 * numbers they mean.
 */
import { IPV4_PATTERN } from '@vigia/contract'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'

const IPV4 = new RegExp(IPV4_PATTERN)

const common = { strict: false, formats: { ipv4: IPV4 } }
const exact = new Ajv(common)
// A list is given by its name once or several times.
const query = new Ajv({ ...common, coerceTypes: 'array', useDefaults: true })

interface Part {
  schema: unknown
  httpPart?: string
}

/** Compiled when first asked: a start need not wait for some hundred schemas of which it uses few. */
export function compileValidator(part: Part): ValidateFunction {
  let validate: ValidateFunction | undefined
  const later = (data: unknown): boolean => {
    validate ??= compile(part)
    const isValid = validate(data) as boolean
    later.errors = validate.errors ?? null
    return isValid
  }
  later.errors = null as ErrorObject[] | null
  return later as ValidateFunction
}

function compile({ schema, httpPart }: Part): ValidateFunction {
  if (httpPart === 'querystring')
    return withLists(schema as Members, withDigits(schema as Members, query.compile(schema as object)))
  return exact.compile(httpPart === 'headers' ? inLowerCase(schema as Members) : (schema as object))
}

interface Members {
  properties?: Record<string, { type?: unknown }>
  required?: string[]
}

/** As Node gives headers. */
const inLowerCase = ({ properties = {}, required = [], ...rest }: Members): Members => ({
  ...rest,
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name.toLowerCase(), schema]),
  ),
  required: required.map((name) => name.toLowerCase()),
})

/** A parameter of several values is repeated or holds them separated by commas; what is wrong is told of the whole. */
function withLists({ properties = {} }: Members, validate: ValidateFunction): ValidateFunction {
  const lists = Object.keys(properties).filter((name) => properties[name]?.type === 'array')
  if (lists.length === 0) return validate
  const both = (data: Record<string, unknown>): boolean => {
    for (const name of lists)
      if (data[name] !== undefined)
        data[name] = [data[name]].flat().flatMap((text) => String(text).split(','))
    const isValid = validate(data) as boolean
    both.errors = (validate.errors ?? []).map((error) => ({
      ...error,
      instancePath: error.instancePath.split('/').slice(0, 2).join('/'),
    }))
    return isValid
  }
  both.errors = null as ErrorObject[] | null
  return both as ValidateFunction
}

/** JavaScript reads `0x10`, `1e1`, ` 7` and `Infinity` as numbers: a query has digits. */
function withDigits({ properties = {} }: Members, validate: ValidateFunction): ValidateFunction {
  const numbers = Object.entries(properties).filter(([, { type }]) => type === 'integer' || type === 'number')
  const both = (data: Record<string, unknown>): boolean => {
    const wrong = numbers.find(
      ([name]) => typeof data[name] === 'string' && !/^-?\d{1,300}$/.test(data[name]),
    )
    const isValid = !wrong && validate(data)
    both.errors = wrong ? [notDigits(...wrong)] : (validate.errors ?? null)
    return isValid
  }
  both.errors = null as ErrorObject[] | null
  return both as ValidateFunction
}

const notDigits = (name: string, { type }: { type?: unknown }): ErrorObject => ({
  instancePath: `/${name}`,
  schemaPath: `#/properties/${name}/type`,
  keyword: 'type',
  params: { type },
  message: `must be ${type} in decimal digits`,
})
