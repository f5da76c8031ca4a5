/** What a video source reads: from the wire's `type` and `type_config` to the stored input. */
import { ApiError, TYPE_CONFIGS } from '@vigia/contract'
import { type AccessType, SOURCE_TYPES, type SourceInput, type SourceType } from '@vigia/core'
import { Ajv } from 'ajv'
import { httpAddress } from './http-address.js'
import { checked, invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { unmaskUrl } from './masks.js'
import { readTypeConfig } from './type-config.js'
import { toVcnServer } from './vcn-server.js'

type Checks = Pick<JobDeps, 'checkMedia' | 'checkWebhook'>

const ajv = new Ajv({ strict: false })
const shapes = Object.fromEntries(
  SOURCE_TYPES.map((type) => [type, ajv.compile(TYPE_CONFIGS[type])]),
) as Record<SourceType, ReturnType<Ajv['compile']>>

/** Which sources the published console offers only for one kind of access. */
const ONLY: Partial<Record<SourceType, AccessType>> = { obs: 'cloud', camera: 'edge' }

/** @throws ApiError naming `type` or `access_type` */
export function toSourceType(type: string, accessType: AccessType): SourceType {
  if (type === 'ivm')
    throw new ApiError('VIAS.0010046', 'type: ivm is not available; use url with the stream')
  const known = SOURCE_TYPES.find((one) => one === type)
  if (!known) throw invalid(`type: ${type} is not available here; use one of ${SOURCE_TYPES.join(', ')}`)
  const only = ONLY[known]
  if (only === undefined || only === accessType) return known
  throw invalid(`access_type: sources of type ${type} are for ${only} analysis only`)
}

/**
 * @param before what the source has read so far: masked passwords keep what was stored
 * @throws ApiError naming `type_config.<element>`
 */
export async function toSourceInput(
  deps: Checks,
  type: SourceType,
  xml: string,
  before: SourceInput | undefined,
): Promise<SourceInput> {
  const { type: named, elements } = readTypeConfig(xml)
  if (named !== undefined && !isNameOf(named, type))
    throw invalid(`type_config.type: is ${named}, but the source is of type ${type}`)
  checkShape(type, elements)
  return read(deps, type, elements, before)
}

/** Case does not count, and a stream by RTSP is an address as well. */
const isNameOf = (named: string, type: SourceType): boolean =>
  named.toLowerCase() === type.toLowerCase() || (type === 'RTSP_STREAM' && named.toLowerCase() === 'url')

function checkShape(type: SourceType, elements: Record<string, string>): void {
  const validate = shapes[type]
  if (validate(elements)) return
  const { instancePath, message, params } = validate.errors![0]!
  const { missingProperty: missing, additionalProperty: foreign, allowedValues: allowed } = params
  if (typeof missing === 'string') throw invalid(`type_config.${missing}: is required for type ${type}`)
  if (typeof foreign === 'string') {
    const known = Object.keys(TYPE_CONFIGS[type].properties).join(', ')
    throw invalid(`type_config.${foreign}: is not known for type ${type}; its elements are ${known}`)
  }
  const among = Array.isArray(allowed) ? ` (${allowed.join(', ')})` : ''
  throw invalid(`type_config.${instancePath.slice(1)}: ${message}${among}`)
}

async function read(
  deps: Checks,
  type: SourceType,
  elements: Record<string, string>,
  before: SourceInput | undefined,
): Promise<SourceInput> {
  /** `checkShape` has found it. */
  const of = (name: string): string => elements[name]!
  switch (type) {
    case 'url':
    case 'RTSP_STREAM': {
      const field = 'type_config.url_address'
      const stored = before?.type === 'url' ? before.url : undefined
      const url = unmaskUrl(field, of('url_address'), stored)
      if (type === 'RTSP_STREAM' && !url.startsWith('rtsp:'))
        throw invalid(`${field}: must begin with rtsp://`)
      if (url !== stored) await checked(field, () => deps.checkMedia(url))
      return { type: 'url', url }
    }
    case 'restful': {
      const stored = before?.type === 'restful' ? before : undefined
      const url = await httpAddress(deps, 'type_config.url', of('url'), stored?.url)
      return {
        type: 'restful',
        url,
        // The published shape has no place for any.
        headers: {},
        certificateCheck: elements.http_check === 'true',
        rtspPathInResponse: of('rtsp_url'),
      }
    }
    case 'vcn': {
      const given = {
        ip: of('ip'),
        port: Number(of('port')),
        username: of('user_name'),
        password: of('password'),
      }
      const stored = before?.type === 'vcn' ? before.server : undefined
      const server = await toVcnServer(deps, 'type_config', given, stored)
      return {
        type: 'vcn',
        deviceId: of('data_source_id'),
        ...(elements.stream_type === undefined ? {} : { streamType: Number(elements.stream_type) }),
        server,
      }
    }
    case 'camera':
      return { type: 'edgecamera', id: of('edge_camera_id') }
    case 'obs':
      return { type: 'obs', bucket: of('bucket'), path: of('path') }
  }
}
