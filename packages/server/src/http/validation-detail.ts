/** `input.data[0].url: must match pattern …` from the validator's pointer and words. */
import type { FastifyError } from 'fastify'
import { memberOf } from './field-name.js'

export function validationDetail({ validation, validationContext = 'body' }: FastifyError): string {
  // For a value that fits no branch of a choice the validator reports the branches first and the choice last. What is
  // wrong inside the value says more than that it fits no branch.
  const choice = validation?.find((error) => error.keyword === 'anyOf')
  const inside = validation?.find(
    ({ instancePath, keyword }) =>
      choice &&
      (instancePath.startsWith(`${choice.instancePath}/`) ||
        (keyword === 'required' && instancePath === choice.instancePath)),
  )
  const found = inside ?? choice ?? validation?.[0]
  if (!found) return `${validationContext}: is invalid`
  const { missingProperty: missing, allowedValues: allowed } = found.params
  const pointer = `${found.instancePath}${typeof missing === 'string' ? `/${missing}` : ''}`
  const steps = pointer.split('/').slice(1).map(unescaped)
  const name = steps.reduce(memberOf, '') || validationContext
  const field = validationContext === 'headers' ? asHeader(name) : name
  if (typeof missing === 'string') return `${field}: is required`
  if (found.keyword === 'anyOf') return `${field}: is none of the kinds of value that are allowed here`
  return `${field}: ${found.message ?? 'is invalid'}${Array.isArray(allowed) ? ` (${allowed.join(', ')})` : ''}`
}

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')

/** The framework validates names of headers in lower case: `X-Subject-Token` is how they are documented. */
const asHeader = (name: string): string => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
