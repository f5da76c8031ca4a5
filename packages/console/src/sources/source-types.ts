/** The types of sources that can be registered here, what is asked for each, and what the API makes of it. */
import type { CreateVideoSource } from '@vigia/contract'
import { typeConfig, withLogin } from './type-config'

export const SOURCE_TYPES = ['url', 'RTSP_STREAM', 'restful', 'vcn', 'camera', 'obs'] as const
export type SourceType = (typeof SOURCE_TYPES)[number]

export interface Field {
  name: string
  kind: 'text' | 'password' | 'check' | 'camera'
  /** An example; shown while nothing is typed. */
  example?: string
  optional?: boolean
}

const login: Field[] = [
  { name: 'user', kind: 'text', optional: true },
  { name: 'password', kind: 'password', optional: true },
]

export const FIELDS: Record<SourceType, readonly Field[]> = {
  url: [{ name: 'address', kind: 'text', example: 'rtsp://10.0.0.9:554/ch1' }, ...login],
  RTSP_STREAM: [{ name: 'address', kind: 'text', example: 'rtsp://10.0.0.9:554/ch1' }, ...login],
  restful: [
    { name: 'url', kind: 'text', example: 'https://cameras.example.org/find?id=7' },
    { name: 'rtsp_url', kind: 'text', example: 'data/rtspurl' },
    { name: 'http_check', kind: 'check' },
  ],
  vcn: [
    { name: 'data_source_id', kind: 'text', example: '01001020000000000101#0123…cdef' },
    { name: 'ip', kind: 'text', example: '10.0.0.7' },
    { name: 'port', kind: 'text', example: '18531' },
    { name: 'user_name', kind: 'text' },
    { name: 'password', kind: 'password' },
    { name: 'stream_type', kind: 'text', example: '1', optional: true },
  ],
  camera: [{ name: 'edge_camera_id', kind: 'camera' }],
  obs: [
    { name: 'bucket', kind: 'text', example: 'footage' },
    { name: 'path', kind: 'text', example: 'gate/monday' },
  ],
}

export type Filled = Record<string, string>

/** What preview and create take of a filled form. */
export function bodyOf(
  type: SourceType,
  filled: Filled,
): Pick<CreateVideoSource, 'access_type' | 'type' | 'type_config'> {
  const of = (name: string): string => filled[name] ?? ''
  const elements =
    type === 'url' || type === 'RTSP_STREAM'
      ? { url_address: withLogin(of('address'), of('user'), of('password')) }
      : Object.fromEntries(
          FIELDS[type].map(({ name, kind }) => [name, kind === 'password' ? of(name) : of(name).trim()]),
        )
  // Cameras are of a node, whatever reads them.
  return { access_type: type === 'camera' ? 'edge' : 'cloud', type, type_config: typeConfig(elements) }
}
