/** A small server with the addresses that the command line calls, for tests: jobs are plain objects to change. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export const PROJECT = 'a'.repeat(32)

export interface FakeJob {
  id: string
  name: string
  state: string
  status?: string
  updated_at: string
  history: { at: string; from: string; to: string; cause: string; actor: string }[]
  results: { message_id: string; at: string; event_type: number; data: Record<string, unknown> }[]
}

export interface FakeVigia {
  url: string
  jobs: Map<string, FakeJob>
  /** Method and address of each request, with its body. */
  seen: { call: string; body: unknown; token: string | undefined }[]
  add(id: string, name: string, state: string): FakeJob
  /** A change as the platform makes it: state, time and history. */
  move(job: FakeJob, state: string, status?: string): void
  /** While true every request is cut off. */
  down: boolean
  /** Runs before each request is answered; its call is in `seen` already. */
  before: (call: string) => void
}

let ticks = Date.parse('2026-05-04T10:00:00.000Z')
export const tick = (): string => {
  ticks += 1_000
  return new Date(ticks).toISOString()
}

export async function fakeVigia(t: TestContext): Promise<FakeVigia> {
  const fake: FakeVigia = {
    url: '',
    jobs: new Map(),
    seen: [],
    add(id, name, state) {
      const job: FakeJob = { id, name, state, updated_at: tick(), history: [], results: [] }
      fake.jobs.set(id, job)
      return job
    },
    move(job, state, status) {
      const at = tick()
      job.history.push({ at, from: job.state, to: state, cause: 'test', actor: 'worker-1' })
      Object.assign(job, { state, updated_at: at, status })
    },
    down: false,
    before: () => undefined,
  }
  const server = createServer(async (request, response) => {
    const body = await read(request)
    const call = `${request.method} ${request.url}`
    fake.seen.push({ call, body, token: request.headers['x-auth-token'] as string | undefined })
    fake.before(call)
    if (fake.down) {
      response.destroy()
      return
    }
    const [status, answer, headers] = reply(fake, request, body)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((done) => server.close(done))
  })
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return fake
}

type Reply = [status: number, answer: unknown, headers?: Record<string, string>]

function reply(fake: FakeVigia, request: IncomingMessage, body: unknown): Reply {
  const { pathname, searchParams } = new URL(request.url!, fake.url)
  if (pathname === '/v3/auth/tokens') return identity(request, body)
  if (request.headers['x-auth-token'] !== 'token-of-admin')
    return [401, { error_code: 'APIG.0301', error_msg: 'Not accepted.', request_id: 'r-1' }]
  const create = /^\/v[12]\/[^/]+\/(?:infer\/)?services\/([^/]+)\/tasks$/.exec(pathname)
  if (create) {
    if (create[1] !== 'c-x')
      return failure(400, 'VIAS.00010002', `service_name: there is no service ${create[1]}`)
    return [
      200,
      {
        tasks: (body as { input: { data: unknown[] } }).input.data.map((_, i) => ({
          id: String(i).repeat(32),
        })),
      },
    ]
  }
  if (/^\/v2\/[^/]+\/tasks$/.test(pathname)) return [200, list(fake, searchParams)]
  const [, id = '', below = ''] = /^\/v2\/[^/]+\/tasks\/([^/]+)(.*)$/.exec(pathname) ?? []
  const job = fake.jobs.get(id)
  if (!job) return failure(400, 'VIAS.00010007', `task_id: there is no job ${id}`)
  if (below.startsWith('/action/') && job.state === 'STOPPING')
    return failure(500, 'VIAS.00010012', 'the job is STOPPING')
  if (below === '/history') return [200, { history: job.history }]
  if (below === '/deliveries') return [200, { pending: 1, delivered: 2, dead: 0 }]
  if (below === '/results') {
    const before = Number(searchParams.get('before') ?? Number.POSITIVE_INFINITY)
    const results = [...job.results].reverse().filter((r) => Date.parse(r.at) < before)
    return [200, { count: 0, results: results.slice(0, Number(searchParams.get('limit'))) }]
  }
  return [200, request.method === 'GET' ? details(job) : {}]
}

function identity(request: IncomingMessage, body: unknown): Reply {
  const token = { expires_at: '2026-11-24T08:00:00.000000Z', project: { id: PROJECT, name: 'default' } }
  if (request.method === 'GET')
    return request.headers['x-auth-token'] === 'token-of-admin' ? [200, { token }] : refused
  const { user } = (
    body as { auth: { identity: { password: { user: { name: string; password: string } } } } }
  ).auth.identity.password
  return user.name === 'admin' && user.password === 'right'
    ? [201, { token }, { 'x-subject-token': 'token-of-admin' }]
    : refused
}

const refused: Reply = [
  401,
  { error: { code: 401, message: 'The username or password is wrong.', title: 'Unauthorized' } },
]

function failure(status: number, error_code: string, detail: string): Reply {
  return [
    status,
    { error_code, error_msg: 'It failed.', detail, params: [], reason: 'r', advice: 'Do this.' },
  ]
}

function list(fake: FakeVigia, query: URLSearchParams): unknown {
  const page = Number(query.get('page'))
  const page_size = Number(query.get('page_size'))
  const matching = [...fake.jobs.values()].filter(
    (job) =>
      job.state === (query.get('task_state') ?? job.state) && job.name.includes(query.get('task_name') ?? ''),
  )
  const tasks = matching.slice((page - 1) * page_size, page * page_size).map(details)
  return { count: tasks.length, total: matching.length, tasks, page, page_size }
}

function details({ history, results, ...job }: FakeJob): Record<string, unknown> {
  return {
    ...job,
    creator: 'admin',
    created_at: '2026-05-04T09:00:00.000Z',
    title: 'Intrusion Detection',
    type: 'cloud',
    company: 'Vigia',
    video_source_name: '10.0.0.9/ch1',
    input: { type: 'url', data: [{ url: 'rtsp://user:******@10.0.0.9/ch1', index: 0 }] },
    output: {
      webhook: { url: 'https://example.org/alarms', headers: { 'X-Key': '******' } },
      event_center: true,
    },
    config: { common: { line_detection_sw: 0, target_roi: '{"lines":[]}' } },
  }
}

async function read(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text === '' ? undefined : JSON.parse(text)
}
