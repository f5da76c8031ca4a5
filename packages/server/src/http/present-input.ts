/** What a job reads, as the wire shows it: the members of its type, secrets masked. */
import type { TaskDetailsV1 } from '@vigia/contract'
import { type JobInput, MASK, maskUrl } from '@vigia/core'

type Shown = TaskDetailsV1['input']

export function presentInput(input: JobInput): Shown {
  const { type, index } = input
  const data = (members: Shown['data'][number]): Shown => ({ type, data: [{ ...members, index }] })
  switch (type) {
    case 'url':
      return data({ url: maskUrl(input.url) })
    case 'obs':
      return data({ bucket: input.bucket, path: input.path })
    case 'vis':
      return data({ stream_name: input.streamName })
    case 'edgecamera':
      return data({ id: input.id })
    case 'video_source':
      return data({ video_source_id: input.sourceId })
    case 'restful':
      return data({
        url: maskUrl(input.url),
        headers: masked(input.headers),
        certificate_check: input.certificateCheck,
        rtsp_path_in_response: input.rtspPathInResponse,
        ...nodeOf(input),
      })
    case 'vcn':
      return {
        ...data({
          device_id: input.deviceId,
          ...(input.streamType === undefined ? {} : { stream_type: input.streamType }),
          ...nodeOf(input),
        }),
        vcn: { ...input.server, password: MASK },
      }
  }
}

/** The names of headers with masked values. */
export const masked = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.keys(headers).map((name) => [name, MASK]))

const nodeOf = ({ nodeId }: { nodeId?: string }) => (nodeId === undefined ? {} : { node_id: nodeId })
