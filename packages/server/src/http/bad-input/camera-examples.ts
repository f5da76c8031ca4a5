/** Requests on edge cameras and ONVIF devices that are accepted. */
import { cameraBody } from '../video.testing.js'
import type { Example } from './examples.js'
import type { Fixture } from './fixture.js'

const inProject = ({ project }: Fixture) => ({ project_id: project })
const ofCamera = (f: Fixture) => ({ ...inProject(f), camera_id: f.video.camera })

const ADDRESS = 'http://10.0.0.9/onvif/device_service'
const login = { user: 'viewer', password: 's3cret' }
const streams = [
  { name: 'main', rtsp: 'rtsp://10.0.0.9/1', width: 1920, height: 1080, fps: 25, codec: 'H264' },
  { name: 'sub1', rtsp: 'rtsp://10.0.0.9/2' },
]
const rest = {
  description: 'd',
  node_id: 'local',
  labels: { 'iva-device-type': 'camera' },
  stream: 'main',
  ...login,
  onvif: { address: ADDRESS, ...login, source_token: 'source-1' },
}

export const CAMERA_EXAMPLES: Record<string, (fixture: Fixture) => Example> = {
  createEdgeCamera: (f) => ({
    path: inProject(f),
    body: cameraBody({ id: 'new', ...rest }),
    alsoValid: [{ name: 'new', streams }],
  }),
  updateEdgeCamera: (f) => ({
    path: ofCamera(f),
    body: { name: 'renamed', ...rest, streams },
    alsoValid: [{ attributes: { rtsp: 'rtsp://10.0.0.9/1' } }],
  }),
  deleteEdgeCamera: (f) => ({ path: ofCamera(f) }),
  showEdgeCamera: (f) => ({ path: ofCamera(f) }),
  listEdgeCameras: (f) => ({
    path: inProject(f),
    query: { page: '1', page_size: '10', sort_dir: 'asc', name_like: 'gate', id_like: 'a', node_id: 'local' },
  }),
  discoverOnvif: (f) => ({ path: inProject(f), body: { seconds: 1 } }),
  askOnvif: (f) => ({ path: inProject(f), body: { address: ADDRESS, ...login } }),
  createOnvifSource: (f) => ({
    path: inProject(f),
    body: {
      video_source_name: 'by onvif',
      access_type: 'cloud',
      latitude: '52.5',
      longitude: '-13.4',
      tag: ['north'],
      video_group_ids: [f.video.group],
      address: ADDRESS,
      ...login,
      source_token: 'source-1',
      stream: 'auto',
    },
  }),
}
