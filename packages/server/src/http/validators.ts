/** Two validators: bodies are taken as they are; query strings, which are text, are read as the numbers they mean. */
import { Ajv, type ValidateFunction } from 'ajv'

const IPV4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.|$)){4}$/

const make = (coerceTypes: boolean): Ajv =>
  new Ajv({ coerceTypes, useDefaults: true, strict: false, formats: { ipv4: IPV4 } })

const exact = make(false)
const query = make(true)

export function compileValidator({
  schema,
  httpPart,
}: {
  schema: unknown
  httpPart?: string
}): ValidateFunction {
  return (httpPart === 'querystring' ? query : exact).compile(schema as object)
}
