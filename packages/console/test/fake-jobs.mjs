/** Jobs, results and histories in the shapes of the platform's answers. */

export const PROJECT = 'a'.repeat(32)
export const hex32 = (n) => n.toString(16).padStart(32, '0')

const SHEET = `<?xml version="1.0" encoding="UTF-8"?><algorithm><config><common>${[
  ['person_detection_sw', 'Watch people (0 = off, 1 = on)', 'Int', '1'],
  ['car_detection_sw', 'Watch vehicles (0 = off, 1 = on)', 'Int', '0'],
  ['loitering_time_threshold', 'Seconds in a region that count as loitering', 'Int', '10'],
  ['image_compression_ratio', 'JPEG quality', 'Int', '90'],
  ['an_unknown_one', 'A parameter of a newer server', 'Int', '7'],
  ['target_roi', 'Lines and regions', 'String', undefined],
]
  .map(([name, title, type, value]) => {
    const standard = value === undefined ? '' : ` default="${value}"`
    return `<param name="${name}" titleCn="${title}" titleEn="${title}" required="false" type="${type}"${standard}/>`
  })
  .join('')}</common></config></algorithm>`

const ROI = {
  lines: [
    {
      data: [
        [100, 300],
        [800, 300],
      ],
      properties: { side1_name: 'house side', side2_name: 'street side' },
    },
  ],
  polygons: [
    {
      data: [
        [420, 180],
        [760, 180],
        [760, 420],
        [420, 420],
      ],
      name: 'gate',
    },
  ],
}

export function fakeJob(n, changed = {}) {
  const at = Date.now() - n * 60_000
  return {
    id: hex32(n),
    name: `job-${n}`,
    creator: 'admin',
    project_id: PROJECT,
    release_id: '6f0c2d3e-8b41-4c57-9a62-1d7be5f04a93',
    service_id: '6f0c2d3e-8b41-4c57-9a62-1d7be5f04a93',
    algorithm_publish_id: '6f0c2d3e-8b41-4c57-9a62-1d7be5f04a93',
    created_at: new Date(at - 3_600_000).toISOString(),
    updated_at: new Date(at).toISOString(),
    state: 'RUNNING',
    input: { type: 'url', data: [{ url: 'rtsp://viewer:******@10.0.0.9/ch1', index: 0 }] },
    output: {
      webhook: {
        url: 'https://hooks.example.org/vigia',
        headers: { 'content-type': '******', 'x-auth': '******' },
      },
      event_center: true,
    },
    config: {
      common: { person_detection_sw: 1, loitering_time_threshold: 5, target_roi: JSON.stringify(ROI) },
    },
    video_source_name: '10.0.0.9/ch1',
    title: 'Intrusion Detection',
    company: 'Vigia',
    task_config: SHEET,
    type: 'cloud',
    ...changed,
  }
}

/** The row of a list: a few members of the details, `created_at` as milliseconds in text. */
export function rowOf(job) {
  const {
    id,
    name,
    state,
    title,
    type,
    video_source_name,
    status,
    updated_at,
    service_id,
    algorithm_publish_id,
  } = job
  const reason = status === undefined ? {} : { status }
  const created_at = String(Date.parse(job.created_at))
  return {
    id,
    name,
    state,
    title,
    type,
    video_source_name,
    created_at,
    updated_at,
    service_id,
    algorithm_publish_id,
    ...reason,
  }
}

export function fakeResult(n, event_type, data, has_picture, ageMs = n * 9000) {
  const at = new Date(Date.now() - ageMs).toISOString()
  const message_id = `${String(n).padStart(8, '0')}-0000-4000-8000-00000000ABCD`
  const vigia = { epoch: 1, sequence: 1000 - n, video_time_ms: 3_600_000 - ageMs, frame_at: at }
  return { message_id, event_type, at, data, vigia, has_picture }
}

const box = { x: 470, y: 190, w: 60, h: 170 }
const person = (more) => ({
  bounding_box: box,
  detection_id: '0D1C5A5E-0000-4000-8000-000000000001',
  category: 0,
  ...more,
})

export const INTRUSION_RESULTS = [
  fakeResult(
    1,
    196609,
    { event_set: [person({ start_position: 'out', end_position: 'in', polygon_name: 'gate' })] },
    true,
  ),
  fakeResult(
    2,
    196609,
    { event_set: [person({ start_position: 'street side', end_position: 'house side' })] },
    true,
  ),
  fakeResult(3, 196610, { event_set: [person({ polygon_name: 'gate' })] }, true),
  fakeResult(
    4,
    196609,
    {
      event_set: [
        { ...person({ start_position: 'in', end_position: 'out' }), category: 1 },
        person({ start_position: 'out', end_position: 'in', polygon_name: 'gate' }),
      ],
    },
    true,
  ),
]

export function flowResults(heatJpeg) {
  const line = (one, two) => ({
    interval: 2,
    event_set: [
      {
        line: [
          [1, 2],
          [3, 4],
        ],
        line_id: 0,
        side1_count: one,
        side2_count: two,
        side1_name: 'shop',
        side2_name: 'street',
      },
    ],
  })
  const region = (count) => ({
    event_set: [
      {
        polygon: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        count,
        region_id: 0,
      },
    ],
  })
  return [
    fakeResult(11, 131073, line(2, 1), false, 2000),
    fakeResult(12, 131074, region(3), false, 2500),
    fakeResult(13, 131073, line(0, 0), false, 4000),
    fakeResult(14, 131074, region(0), false, 4500),
    fakeResult(15, 131074, region(1), false, 6500),
    fakeResult(
      16,
      131075,
      { interval: 60, heat_image_base64: heatJpeg, heatpoint_image_base64: heatJpeg },
      false,
      9000,
    ),
  ]
}

/** Histories are told oldest first. */
export function fakeHistory(job) {
  const at = (ms) => new Date(Date.parse(job.created_at) + ms).toISOString()
  const line = (ms, from, to, cause, actor) => ({ at: at(ms), from, to, cause, actor })
  return [
    line(400, 'PENDING', 'STARTING', 'placed on local', 'engine'),
    line(3000, 'STARTING', 'RUNNING', 'running', 'engine'),
    ...(job.state === 'RUNNING'
      ? []
      : [line(900_000, 'RUNNING', job.state, job.state === 'STOPPED' ? 'stopped' : 'abnormal', 'engine')]),
  ]
}
