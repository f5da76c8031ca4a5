/** What a job reads: from the wire's `input` to stored inputs, each with the members that its type needs. */
import type { TaskInput } from '@vigia/contract'
import type { AnyInput, JobInput } from '@vigia/core'
import { checkHeaders } from './header-rules.js'
import { httpAddress } from './http-address.js'
import { checked, invalid } from './invalid.js'
import type { JobDeps } from './job-deps.js'
import { headersFor, unmaskHeaders, unmaskUrl } from './masks.js'
import { toVcnServer } from './vcn-server.js'

type Data = TaskInput['data'][number]

/** Ids of the edge cameras that they read. */
export const camerasIn = (inputs: readonly AnyInput[]): string[] =>
  inputs.flatMap((input) => (input.type === 'edgecamera' ? input.id : []))

/**
 * One input per item, in the request's order.
 * @param before the stored input on update: masked values in the request keep what was stored
 * @throws ApiError naming the field
 */
export async function toInputs(
  deps: JobDeps,
  wire: TaskInput,
  before: JobInput | undefined,
): Promise<JobInput[]> {
  // All at once: fifty names that resolve slowly, one after the other, would outlast the client's patience.
  const inputs = await Promise.all(
    wire.data.map(async (data, i): Promise<JobInput> => {
      const input = await toInput(deps, wire, data, `input.data[${i}]`, before)
      return { ...input, index: data.index ?? i }
    }),
  )
  const indexes = inputs.map(({ index }) => index)
  const twice = indexes.findIndex((index, i) => indexes.indexOf(index) !== i)
  if (twice < 0) return inputs
  throw invalid(
    `input.data[${twice}].index: ${indexes[twice]} is there twice; leave index out or make each one different`,
  )
}

async function toInput(
  deps: JobDeps,
  wire: TaskInput,
  data: Data,
  at: string,
  before: JobInput | undefined,
): Promise<AnyInput> {
  const need = <K extends keyof Data>(member: K): NonNullable<Data[K]> => {
    const value = data[member]
    if (value !== undefined) return value as NonNullable<Data[K]>
    throw invalid(`${at}.${member}: is required when input.type is ${wire.type}`)
  }
  switch (wire.type) {
    case 'url': {
      const stored = before?.type === 'url' ? before.url : undefined
      const url = unmaskUrl(`${at}.url`, need('url'), stored)
      if (url !== stored) await checked(`${at}.url`, () => deps.checkMedia(url))
      return { type: 'url', url }
    }
    case 'obs':
      return { type: 'obs', bucket: need('bucket'), path: need('path') }
    case 'vis':
      return { type: 'vis', streamName: need('stream_name') }
    case 'edgecamera':
      return { type: 'edgecamera', id: need('id') }
    case 'restful':
    case 'edgerestful':
      return toRestful(deps, data, at, need, before?.type === 'restful' ? before : undefined)
    case 'vcn':
      return toVcn(deps, wire, data, need('device_id'), before?.type === 'vcn' ? before : undefined)
    case 'video_source':
      return { type: 'video_source', sourceId: need('video_source_id') }
  }
}

type Restful = Extract<AnyInput, { type: 'restful' }>
type Vcn = Extract<AnyInput, { type: 'vcn' }>

async function toRestful(
  deps: JobDeps,
  data: Data,
  at: string,
  need: (member: 'url' | 'rtsp_path_in_response') => string,
  before: Restful | undefined,
): Promise<Restful> {
  const url = await httpAddress(deps, `${at}.url`, need('url'), before?.url)
  const headers = data.headers ?? {}
  checkHeaders(`${at}.headers`, headers)
  return {
    type: 'restful',
    url,
    headers: unmaskHeaders(`${at}.headers`, headers, headersFor(url, before)),
    certificateCheck: data.certificate_check ?? false,
    rtspPathInResponse: need('rtsp_path_in_response'),
    ...(data.node_id === undefined ? {} : { nodeId: data.node_id }),
  }
}

async function toVcn(
  deps: JobDeps,
  wire: TaskInput,
  data: Data,
  deviceId: string,
  before: Vcn | undefined,
): Promise<Vcn> {
  if (!wire.vcn) throw invalid('input.vcn: is required when input.type is vcn')
  return {
    type: 'vcn',
    deviceId,
    ...(data.stream_type === undefined ? {} : { streamType: data.stream_type }),
    ...(data.node_id === undefined ? {} : { nodeId: data.node_id }),
    server: await toVcnServer(deps, 'input.vcn', wire.vcn, before?.server),
  }
}
