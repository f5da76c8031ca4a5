/** Descriptions of a job that together hold every member of the schema. */
import { createBody } from '../test-app.js'

const webhook = {
  url: 'https://hooks.example.org/in',
  headers: { 'X-Key': 'k' },
  data_category: ['alarm'],
  picture: 'address',
}
const config = { common: { quality: 50 } }

/** Accepted by create and update. */
export const task = {
  ...createBody(),
  description: 'A gate',
  input: { type: 'url', data: [{ url: 'rtsp://10.0.0.9/ch2', index: 0 }] },
  output: { webhook, event_center: true, clip: { before_seconds: 5, after_seconds: 10 } },
  config,
  priority: 'high',
  is_saved_as_template: false,
}

/** Members of other kinds of input, channels that are not available everywhere, and older names. */
export const everythingElse = {
  ...task,
  schedule: {
    type: 'weekly',
    timezone: '+08:00',
    days_of_week: [1],
    days_of_month: [31],
    periods: [[{ begin_at: '08:00:00', end_at: '09:00:00' }]],
  },
  input: {
    type: 'vcn',
    data: [
      {
        video_source_id: '0a1b',
        stream_name: 'gate',
        bucket: 'clips',
        path: 'a/b.mp4',
        headers: { 'X-Key': 'k' },
        certificate_check: true,
        rtsp_path_in_response: 'data/url',
        node_id: 'node-1',
        device_id: `${'0'.repeat(20)}#${'a'.repeat(32)}`,
        stream_type: 1,
        id: 'camera-1',
      },
    ],
    vcn: { ip: '10.0.0.8', port: 443, username: 'viewer', password: 'secret' },
  },
  output: {
    obs: { bucket: 'results', path: 'a', data_category: ['alarm'] },
    dis: { stream_name: 'results', data_category: ['alarm'] },
  },
  service_config: config,
  resource_order_id: 'order-1',
  edge_pool_id: 'pool-1',
  timing: { type: 'daily' },
}
