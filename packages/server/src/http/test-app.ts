/** A whole HTTP server over an in-memory database, with a clock and ids of the test's own. For tests only. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Algorithm,
  addressPolicy,
  BUILT_IN_PACKAGE_ID,
  type Job,
  ParameterError,
  type Release,
} from '@vigia/core'
import { MemoryBlobs, NO_DEVICES } from '@vigia/core/conformance'
import { objectStores } from '@vigia/objects'
import type { FastifyBaseLogger } from 'fastify'
import { BuiltInStreams } from '../data-streams/index.js'
import { PictureAddresses } from '../delivery/index.js'
import { bootstrapIdentity } from '../identity/index.js'
import { SecretBox } from '../security/index.js'
import { openSqliteStores, type Stores } from '../store/index.js'
import { buildHttp } from './build.js'
import type { App, HttpDeps } from './deps.js'

export const STREAM_BYTES = 10_000_000
export const DAY_MS = 86_400_000
export const PASSWORD = 'correct horse battery'
export const SERVICE = 'c-test-cloud'
export const SERVICE_ID = '11111111-2222-4333-8444-555555555555'

/** Two detectors that know people. */
const MODELS: HttpDeps['models'] = {
  standard: 'efficientdet-lite0',
  known: async () =>
    ['efficientdet-lite0', 'efficientdet-lite1', 'my-helmets'].map((name) => ({
      name,
      labels: ['person', 'car'],
    })),
}

/** Of the test's service, by version. */
export const ALG_IDS = {
  '1.0': '11111111-1111-4111-8111-111111111111',
  '2.0': '22222222-2222-4222-8222-222222222222',
}

const release: Omit<Release, 'version' | 'algId' | 'releasedAt'> = {
  description: 'A release',
  labels: () => ['person'],
  parameters: {
    type: 'object',
    properties: {
      quality: {
        type: 'integer',
        minimum: 20,
        maximum: 100,
        default: 90,
        description: 'JPEG <quality> & more',
      },
      area: { type: 'object', properties: { side: { type: 'string', description: 'A side' } } },
    },
  },
  validate(common) {
    if (common.forbidden !== undefined)
      throw new ParameterError('forbidden', 'forbidden is not wanted here: leave it out.')
  },
  createRule: () => {
    throw new Error('no rules in these tests')
  },
}

export const algorithm: Algorithm = {
  serviceName: SERVICE,
  family: 'test-watching',
  releases: [
    { ...release, version: '1.0', algId: ALG_IDS['1.0'], releasedAt: Date.UTC(2026, 0, 1) },
    { ...release, version: '2.0', algId: ALG_IDS['2.0'], releasedAt: Date.UTC(2026, 6, 1) },
  ],
  titleEn: 'Test Watching',
  titleZh: '测试',
  description: 'Watches in tests.',
  company: 'Vigia',
  tags: ['test'],
  type: 'cloud',
  serviceId: SERVICE_ID,
  eventTypes: [1],
  categories: { alarm: 1 },
  serviceParameters: {
    type: 'object',
    properties: {
      region: { type: 'string', description: 'Where it runs', titleZh: '地区' },
      cores: { type: 'integer', minimum: 1, maximum: 64, default: 2, description: 'Cores' },
    },
    required: ['region'],
  },
  logo: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  diagram: '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>',
}

const other: Algorithm = {
  ...algorithm,
  releases: [
    {
      ...release,
      version: '1.0',
      algId: '33333333-3333-4333-8333-333333333333',
      releasedAt: Date.UTC(2026, 3, 1),
    },
  ],
  serviceName: 'c-other-cloud',
  titleEn: 'Other',
  company: 'Somebody',
  serviceId: '99999999-2222-4333-8444-555555555555',
}

export const EDGE_ID = '77777777-2222-4333-8444-555555555555'
const edge: Algorithm = {
  ...other,
  serviceName: 'c-test-edge',
  titleEn: 'Edge',
  type: 'edge',
  releases: [{ ...other.releases[0], algId: '44444444-4444-4444-8444-444444444444' }],
  serviceId: EDGE_ID,
}

/** Addresses of pictures, as messages carry them. */
export const PICTURES = new PictureAddresses(Buffer.alloc(32, 3), () => 'http://vigia.test')

/** Nothing is opened in tests that do not ask for it. */
const noViews: HttpDeps['views'] = {
  latest: () => ({ picture: undefined, status: 'connecting' }),
  close: () => undefined,
  once: async () => ({ reason: 'connection refused' }),
}

export interface TestApp {
  app: App
  stores: Stores
  /** Pictures and clips of results. */
  blobs: MemoryBlobs
  projectId: string
  token: string
  wakes: () => number
  now: () => number
  /** Moves the clock. */
  pass(ms: number): void
  /** An answer to a call with the token (or another one, or none with `null`). */
  call(method: Method, path: string, body?: unknown, token?: string | null): Promise<Answer>
  close(): Promise<void>
}
type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH'
export interface Answer {
  status: number
  /** JSON of whatever shape, or the text. */
  body: ReturnType<typeof JSON.parse>
  headers: Record<string, unknown>
}

export interface Options {
  logger?: FastifyBaseLogger
  deps?: Partial<HttpDeps>
  /** Of the database; in memory when left out. */
  file?: string
}

export async function testApp({ logger, deps = {}, file = ':memory:' }: Options = {}): Promise<TestApp> {
  let now = Date.UTC(2026, 10, 24, 8)
  let nextId = 1
  let wakes = 0
  const clock = { now: () => now }
  const ids = { hex32: () => (nextId++).toString(16).padStart(32, '0') }
  const stores = await openSqliteStores(file, new SecretBox(Buffer.alloc(32, 7)), clock)
  const blobs = new MemoryBlobs()
  const { project } = await bootstrapIdentity({ identity: stores.identity, ids, adminPassword: PASSWORD })
  const folder = await mkdtemp(join(tmpdir(), 'vigia-test-'))
  const app = await buildHttp({
    ...stores,
    blobs,
    clock,
    ids,
    algorithms: new Map([algorithm, other, edge].map((a) => [a.serviceName, a])),
    models: MODELS,
    quotaOf: (projectId, name) => stores.identity.quota(projectId, name),
    checkWebhook: async (url) => {
      if (url.includes('refused'))
        throw new Error('10.0.0.1 is a private address; VIGIA_EGRESS_ALLOW may allow it')
    },
    log: { info: () => undefined },
    unwrittenStatus: () => undefined,
    openStore: openStoreIn(folder),
    checkMedia: async (url) => {
      if (url.includes('refused'))
        throw new Error('127.0.0.1 is a loopback address; VIGIA_MEDIA_ALLOW may allow it')
    },
    wake: () => {
      wakes++
    },
    previews: { latest: () => undefined },
    metricsToken: '',
    wakeDeliveries: () => {
      wakes++
    },
    sendOnce: async () => ({ kind: 'delivered', status: 200, answer: 'ok' }),
    pictureAddresses: PICTURES,
    pushes: { push: () => undefined, end: () => undefined },
    pushAddress: (hostname) => hostname,
    onvif: NO_DEVICES,
    streamBackend: new BuiltInStreams({ store: stores.dataStreams, clock, streamBytes: STREAM_BYTES }),
    streamBytes: STREAM_BYTES,
    views: noViews,
    keepEvents: { days: 90, megabytes: 10_000 },
    ...(logger ? { logger } : {}),
    ...deps,
  })
  const call: TestApp['call'] = async (method, path, body, as = test.token) => {
    const answer = await app.inject({
      method,
      url: path,
      headers: as === null ? {} : { 'x-auth-token': as },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const isJson = String(answer.headers['content-type']).includes('/json')
    return {
      status: answer.statusCode,
      body: isJson && answer.body ? answer.json() : answer.body,
      headers: answer.headers,
    }
  }
  const test: TestApp = {
    app,
    stores,
    blobs,
    projectId: project.id,
    token: '',
    wakes: () => wakes,
    now: () => now,
    pass: (ms) => {
      now += ms
    },
    call,
    close: async () => {
      await app.close()
      await stores.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  test.token = await signIn(test, { project: { id: project.id } })
  return test
}

/** Whatever store a project has, its objects are in a folder; one of its own is always there. */
function openStoreIn(folder: string): HttpDeps['openStore'] {
  const open = objectStores({ dataDir: folder, policy: addressPolicy('media', '') })
  return (place) => open(place.kind === 's3' ? { kind: 'folder', projectId: 'elsewhere' } : place)
}

/** Uploads a small object, whose bucket is made by that. */
export async function putObject(test: TestApp, bucket: string, key: string): Promise<void> {
  const answer = await test.app.inject({
    method: 'PUT',
    url: `/v2/${test.projectId}/buckets/${bucket}/objects?key=${encodeURIComponent(key)}`,
    headers: { 'x-auth-token': test.token, 'content-type': 'video/mp4' },
    payload: 'no video',
  })
  if (answer.statusCode !== 200) throw new Error(`upload: ${answer.body}`)
}

export const signInBody = (scope?: object, password = PASSWORD) => ({
  auth: {
    identity: {
      methods: ['password'],
      password: { user: { name: 'admin', password, domain: { name: 'vigia' } } },
    },
    ...(scope ? { scope } : {}),
  },
})

export async function signIn(test: TestApp, scope?: object): Promise<string> {
  const answer = await test.call('POST', '/v3/auth/tokens', signInBody(scope), null)
  if (answer.status !== 201) throw new Error(`sign-in: ${JSON.stringify(answer.body)}`)
  return String(answer.headers['x-subject-token'])
}

/** A second project with a token of its own. */
export async function secondProject(
  test: TestApp,
  name = 'second',
): Promise<{ projectId: string; token: string }> {
  const made = await test.call('POST', '/v3/projects', { project: { name } })
  const projectId: string = made.body.project.id
  return { projectId, token: await signIn(test, { project: { id: projectId } }) }
}

/** A body that create accepts; `change` overwrites members. */
export const createBody = (change: Record<string, unknown> = {}) => ({
  name: 'gate',
  input: { type: 'url', data: [{ url: 'rtsp://viewer:s3cret@10.0.0.9/ch1' }] },
  output: { webhook: { url: 'https://hooks.example.org/in', headers: { 'X-Key': 'k-12345' } } },
  service_version: '1.0',
  ...change,
})

/** Creates one job and gives its id. */
export async function createJob(test: TestApp, change: Record<string, unknown> = {}): Promise<string> {
  const answer = await test.call(
    'POST',
    `/v2/${test.projectId}/services/${SERVICE}/tasks`,
    createBody(change),
  )
  if (answer.status !== 200) throw new Error(`create: ${JSON.stringify(answer.body)}`)
  return answer.body.tasks[0].id
}

/** Places one order on the built-in package, from now for 30 days, and gives its id. */
export async function placeOrder(test: TestApp, change: Record<string, unknown> = {}): Promise<string> {
  const answer = await test.call('POST', `/v2/${test.projectId}/orders`, {
    package_id: BUILT_IN_PACKAGE_ID,
    streams: 2,
    until: test.now() + 30 * DAY_MS,
    ...change,
  })
  if (answer.status !== 200) throw new Error(`order: ${JSON.stringify(answer.body)}`)
  return answer.body.id
}

/** Puts a job into a state without the engine. */
export async function putState(
  test: TestApp,
  id: string,
  state: Job['state'],
  status?: string,
): Promise<void> {
  const job = await test.stores.jobs.find(id)
  const done = await test.stores.jobs.change({
    jobId: id,
    expectState: job!.state,
    state,
    status,
    cause: 'test',
    actor: 'test',
  })
  if (!done) throw new Error(`${id} could not be put into ${state}`)
}
