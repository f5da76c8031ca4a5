/** Validates `deploy_config` against what the service can be started with. */
import type { Algorithm } from '@vigia/core'
import { Ajv, type ValidateFunction } from 'ajv'
import { invalid } from './invalid.js'

const ajv = new Ajv({ allErrors: false, strict: false })
const validators = new WeakMap<Algorithm, ValidateFunction>()

/**
 * Unlike a job's config it may hold nothing that the service does not know: it would be lost silently.
 * @throws ApiError VIAS.00010001 naming `deploy_config.<member>`
 */
export function checkDeployConfig(algorithm: Algorithm, given: Record<string, unknown>): void {
  const known = Object.keys((algorithm.serviceParameters.properties as object | undefined) ?? {})
  const unknown = Object.keys(given).find((member) => !known.includes(member))
  if (unknown !== undefined) {
    const remedy =
      known.length > 0 ? `known are ${known.join(', ')}` : 'it has no start parameters, leave it out'
    throw invalid(`deploy_config.${unknown}: is unknown to ${algorithm.serviceName}; ${remedy}`)
  }
  let validate = validators.get(algorithm)
  if (!validate) {
    validate = ajv.compile(algorithm.serviceParameters)
    validators.set(algorithm, validate)
  }
  if (validate(given)) return
  const [error] = validate.errors ?? []
  const missing: unknown = error?.params.missingProperty
  const at = [...(error?.instancePath ?? '').split('/'), ...(typeof missing === 'string' ? [missing] : [])]
  const field = ['deploy_config', ...at.filter(Boolean)].join('.')
  throw invalid(`${field}: ${typeof missing === 'string' ? 'is required' : (error?.message ?? 'is invalid')}`)
}
