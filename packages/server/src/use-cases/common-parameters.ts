/** Validates `config.common` against the release's own schema and against what every job may set. */
import { ApiError } from '@vigia/contract'
import { ParameterError, type Release } from '@vigia/core'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'

/** Vigia's own members, allowed for every algorithm and shown in every parameter sheet. */
export const OWN_PARAMETERS = {
  sampling_fps: {
    type: 'number',
    minimum: 0.2,
    maximum: 30,
    default: 5,
    description: 'Frames per second to analyse; every frame above costs one detection',
    titleZh: '每秒分析的帧数，每多一帧多一次检测',
  },
  detector_model: {
    type: 'string',
    pattern: '^[a-z0-9-]{1,64}$',
    description:
      'Name of the detector: efficientdet-lite0, -lite1 or -lite2 (a higher number sees smaller objects and takes longer), or a model of your own; labels that it does not know are left to another one',
    titleZh:
      '检测模型名称：efficientdet-lite0、-lite1、-lite2（数字越大能看到越小的目标，耗时越长）或自有模型；其不识别的类别由其他模型检测',
  },
  motion_gate_sw: {
    type: 'integer',
    minimum: 0,
    maximum: 1,
    default: 1,
    description:
      'Frames in which nothing moves are not looked at, but for one every four seconds (0 = off, 1 = on)',
    titleZh: '画面静止时不逐帧检测，每四秒检测一次（0 关，1 开）',
  },
  adaptive_decoding_sw: {
    type: 'integer',
    minimum: 0,
    maximum: 1,
    default: 0,
    description:
      'While nothing moves, only the key frames of a live stream are decoded; motion is then noticed at the next key frame. Needs motion_gate_sw (0 = off, 1 = on)',
    titleZh: '画面静止时只解码关键帧，运动最迟在下一个关键帧被发现；需要 motion_gate_sw 为 1（0 关，1 开）',
  },
}

const ajv = new Ajv({ allErrors: false, strict: false, verbose: true })
const validators = new WeakMap<Release, ValidateFunction>()

function validatorOf(release: Release): ValidateFunction {
  let validate = validators.get(release)
  if (!validate) {
    validate = ajv.compile({ allOf: [release.parameters, { type: 'object', properties: OWN_PARAMETERS }] })
    validators.set(release, validate)
  }
  return validate
}

/** @throws ApiError VIAS.00010001 naming `config.common.<member>` */
export function checkCommon(release: Release, common: Record<string, unknown>): void {
  const validate = validatorOf(release)
  if (!validate(common)) throw new ApiError('VIAS.00010001', explain(validate.errors?.[0]))
  try {
    release.validate(common)
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
  // Lists of numbers are strings on the wire; one of a single number is easily written without its quotes.
  const isBare = error?.keyword === 'type' && error.params.type === 'string' && typeof error.data === 'number'
  const hint = isBare ? ` (put ${error.data} in quotes)` : ''
  return `${field}: ${error?.message ?? 'is invalid'}${hint}${Array.isArray(allowed) ? ` (${allowed.join(', ')})` : ''}`
}
