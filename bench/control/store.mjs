/** A store filled with jobs as a big installation has them: many projects, names and states mixed. */
import { randomBytes } from 'node:crypto'
import { openSqliteStores, SecretBox } from '@vigia/server'

const STATES = ['RUNNING', 'RUNNING', 'RUNNING', 'STOPPED', 'PENDING', 'ABNORMAL', 'FAILED', 'SUCCEEDED']
const SERVICES = ['c-intrusiondetection-cloud', 'c-flowcount-cloud']
const BATCH = 5_000

export const projectId = (n) => (n + 1).toString(16).padStart(32, '0')
export const openStore = (file, clock = { now: () => Date.now() }) =>
  openSqliteStores(file, new SecretBox(Buffer.alloc(32, 7)), clock)

/** Adds jobs number `from` to `jobs`; `change` may overwrite members by the job's number. */
export async function fill(stores, { from = 0, jobs, projects, change = () => ({}) }) {
  for (let next = from; next < jobs; next += BATCH) {
    const count = Math.min(BATCH, jobs - next)
    await stores.jobs.insert(Array.from({ length: count }, (_, i) => job(next + i, projects, change)))
  }
}

function job(n, projects, change) {
  const at = Date.UTC(2026, 0, 1) + n * 1_000
  const camera = `10.${n % 200}.${(n >> 3) % 250}.9/ch${n % 16}`
  return {
    id: randomBytes(16).toString('hex'),
    projectId: projectId(n % projects),
    name: `site-${n % 97}-camera-${n}`,
    description: 'north gate, watched at night',
    creator: 'admin',
    serviceName: SERVICES[n % SERVICES.length],
    serviceVersion: '1.0',
    desired: 'run',
    state: STATES[(n * 7) % STATES.length],
    status: undefined,
    error: undefined,
    generation: 1,
    createdAt: at,
    updatedAt: at + ((n * 7919) % 100_000),
    schedule: undefined,
    nextAt: undefined,
    sourceName: camera,
    priority: 'normal',
    spec: {
      input: { type: 'url', url: `rtsp://viewer:s3cret@${camera}`, index: 0 },
      output: {
        eventCenter: true,
        webhook: { url: 'https://hooks.example.org/in', headers: { 'X-Key': 'k-12345' } },
      },
      common: {
        sampling_fps: 5,
        target_roi: '{"lines":[],"polygons":[{"data":[[0,0],[99,0],[99,99]],"name":"gate"}]}',
      },
    },
    ...change(n),
  }
}
