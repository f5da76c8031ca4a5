/** Edge cameras as the wire shows them: passwords masked. */
import type { ShownEdgeCamera } from '@vigia/contract'
import { type EdgeCamera, MASK, maskUrl } from '@vigia/core'

export function presentCamera(camera: EdgeCamera): ShownEdgeCamera {
  const { onvif } = camera
  const streams = camera.streams.map(({ url, ...stream }) => ({ ...stream, rtsp: maskUrl(url) }))
  return {
    id: camera.id,
    name: camera.name,
    description: camera.description,
    node_id: camera.nodeId,
    attributes: { rtsp: streams.find(({ name }) => name === 'main')?.rtsp ?? '' },
    labels: { 'iva-device-type': 'camera' },
    streams,
    stream: camera.stream,
    ...(onvif
      ? {
          onvif: {
            address: maskUrl(onvif.address),
            ...(onvif.user === '' ? {} : { user: onvif.user, password: MASK }),
          },
        }
      : {}),
    created_at: camera.createdAt,
    updated_at: camera.updatedAt,
  }
}
