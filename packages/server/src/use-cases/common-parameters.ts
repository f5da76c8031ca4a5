/** Validates `config.common` against the algorithm's own schema and against what every job may set. */
import { ApiError } from '@vigia/contract'
import { type Algorithm, ParameterError } from '@vigia/core'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'

/** Vigia's own members, allowed for every algorithm and shown in every parameter sheet. */
export const OWN_PARAMETERS = {
  sampling_fps: {
    type: 'number',
    minimum: 0.2,
    maximum: 30,
    default: 5,
    description: 'Frames per second to analyse; every frame above costs one detection',
  },
  detector_model: {
    type: 'string',
    enum: ['efficientdet-lite0', 'efficientdet-lite1', 'efficientdet-lite2'],
    description: 'Detector: a higher number sees smaller objects and takes longer',
  },
}

const ajv = new Ajv({ allErrors: false, strict: false })
const validators = new WeakMap<Algorithm, ValidateFunction>()

function validatorOf(algorithm: Algorithm): ValidateFunction {
  let validate = validators.get(algorithm)
  if (!validate) {
    validate = ajv.compile({ allOf: [algorithm.parameters, { type: 'object', properties: OWN_PARAMETERS }] })
    validators.set(algorithm, validate)
  }
  return validate
}

/** @throws ApiError VIAS.00010001 naming `config.common.<member>` */
export function checkCommon(algorithm: Algorithm, common: Record<string, unknown>): void {
  const validate = validatorOf(algorithm)
  if (!validate(common)) throw new ApiError('VIAS.00010001', explain(validate.errors?.[0]))
  try {
    algorithm.validate(common)
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error
    throw new ApiError('VIAS.00010001', `config.common.${error.member}: ${error.message}`)
  }
}

function explain(error: ErrorObject | undefined): string {
  const missing: unknown = error?.params.missingProperty
  const members = [
    ...(error?.instancePath ?? '').split('/'),
    ...(typeof missing === 'string' ? [missing] : []),
  ]
  const field = ['config.common', ...members.filter(Boolean)].join('.')
  if (typeof missing === 'string') return `${field}: is required`
  const allowed: unknown = error?.params.allowedValues
  return `${field}: ${error?.message ?? 'is invalid'}${Array.isArray(allowed) ? ` (${allowed.join(', ')})` : ''}`
}
