/** The elements of a video source's `type_config`, by its type (platform-api section 5.1). All values are text. */
import { Type } from 'typebox'
import { IPV4_PATTERN, obsBucket, obsPath } from './common.js'
import { edgeDeviceId, pathInResponse, sourceUrl, TaskInputVcn, vcnDeviceId } from './task-input.js'

const closed = { additionalProperties: false }
const { username, password } = TaskInputVcn.properties
const url = Type.Object({ url_address: sourceUrl }, closed)

/** Names of elements in lower case; case does not count. */
export const TYPE_CONFIGS = {
  url,
  RTSP_STREAM: url,
  restful: Type.Object(
    {
      http_check: Type.Optional(
        Type.Enum(['true', 'false'], { description: 'Whether certificates are checked; false without it' }),
      ),
      url: sourceUrl,
      rtsp_url: pathInResponse,
    },
    closed,
  ),
  vcn: Type.Object(
    {
      data_source_id: vcnDeviceId,
      stream_type: Type.Optional(Type.String({ pattern: '^[1-3]$' })),
      ip: Type.String({ pattern: IPV4_PATTERN }),
      port: Type.String({
        pattern: '^([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$',
      }),
      user_name: username,
      password,
    },
    closed,
  ),
  camera: Type.Object({ edge_camera_id: edgeDeviceId }, closed),
  /** Not published: our own. */
  obs: Type.Object({ bucket: obsBucket, path: obsPath }, closed),
}
