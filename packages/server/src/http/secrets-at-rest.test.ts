/** What users give as a secret, and what the platform makes as one, lies nowhere in the database's files in clear. */
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { plainEvent } from '@vigia/core/conformance'
import { tempFolder } from '@vigia/testing'
import Database from 'better-sqlite3'
import { SecretBox } from '../security/index.js'
import { reseal } from '../store/reseal.js'
import { SEALED } from '../store/sealed-columns.js'
import { groupOf } from './batches.testing.js'
import { ALG_IDS, createBody, createJob, SERVICE, signInBody, type TestApp, testApp } from './test-app.js'
import { cameraBody, createGroup, createSource, urlConfig } from './video.testing.js'

/** Begins every secret of this test. */
const MARK = 'Kn0wnS3cret'
const secret = (of: string) => `${MARK}${of}`
/** As sealed text looks. */
const LOOKS_SEALED = /^[0-9a-f]{8}\.[A-Za-z0-9+/]{38,}={0,2}$/

let folder: Awaited<ReturnType<typeof tempFolder>>
let t: TestApp
let file = ''
/** Made by the platform. */
const made: string[] = []

before(async () => {
  folder = await tempFolder()
  file = join(folder.path, 'vigia.db')
  t = await testApp({ file })
  await fill()
})
after(async () => {
  await t.close()
  await folder.remove()
})

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) {
  const answer = await t.call(method, path, body)
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

const HEADERS = { 'X-Key': secret('Header'), Authorization: secret('Authorization') }
const output = (of: string) => ({
  webhook: { url: `https://hook:${secret(`${of}Hook`)}@hooks.example.org/in`, headers: HEADERS },
})
const camera = (of: string) => `rtsp://viewer:${secret(of)}@10.0.0.9/ch1`

/** One of everything that takes a secret. */
async function fill(): Promise<void> {
  const v2 = `/v2/${t.projectId}`
  const inputs: Record<string, object> = {
    url: { type: 'url', data: [{ url: camera('Url') }] },
    restful: {
      type: 'restful',
      data: [
        {
          url: `https://api:${secret('RestUrl')}@cameras.example.org/find`,
          headers: HEADERS,
          rtsp_path_in_response: 'url',
        },
      ],
    },
    vcn: {
      type: 'vcn',
      data: [{ device_id: `${'1'.repeat(20)}#${'a'.repeat(32)}` }],
      vcn: { ip: '10.0.0.7', port: 18_531, username: 'viewer', password: secret('Vcn') },
    },
  }
  for (const [name, input] of Object.entries(inputs))
    await createJob(t, { name, input, output: output(name) })
  const source = await createSource(t, { type_config: urlConfig(camera('Source')) })
  await call('PUT', `${v2}/source/${source}`, {
    video_source_name: 'visible-source',
    type_config: urlConfig(camera('SourceNow')),
  })
  const group = await createGroup(t, { video_source_ids: [source] })
  await call('POST', `${v2}/batch-tasks`, {
    name: 'batch',
    batch_input: { video_source_group: [groupOf(group)] },
    output: output('Batch'),
    service_name: SERVICE,
    service_version: '1.0',
  })
  await call('POST', `${v2}/algorithm/${ALG_IDS['1.0']}/deploy`, {
    stream_count: 9,
    deploy_config: { region: secret('Deploy') },
    envs: { TOKEN: secret('Env') },
  })
  const { credential } = await call('POST', '/v3.0/OS-CREDENTIAL/credentials', { credential: {} })
  const { stream_key } = await call('POST', `${v2}/vis/streams`, { stream_name: 'yard' })
  made.push(credential.secret, stream_key.split('=')[1], t.token)
  await call('POST', `${v2}/edge-cameras`, cameraBody({ attributes: { rtsp: camera('Edge') } }))
  await call('POST', `${v2}/events/subscriptions`, { name: 'guard', ...output('Subscription') })
  await call('POST', `${v2}/events/rules`, { name: 'now-and-then', cool_down: 60 })
  await t.stores.events.record(plainEvent(1, { projectId: t.projectId }))
  await putStore()
  await call('GET', `${v2}/webhook-secret`)
  const { secret: rotated } = await call('POST', `${v2}/webhook-secret/rotate`)
  made.push(rotated)
  await call('POST', '/v3/users', { user: { name: 'ada', password: secret('Password') } })
  await t.call('POST', '/v3/auth/tokens', signInBody(undefined, secret('WrongPassword')), null)
  // What is refused is written down too.
  await t.call(
    'POST',
    `${v2}/services/${SERVICE}/tasks`,
    createBody({ name: 'bad name', input: { type: 'url', data: [{ url: camera('Refused') }] }, output: 7 }),
  )
}

/** Without asking the store: the use case does, and there is none. */
const putStore = () =>
  t.stores.objectStores.put(t.projectId, {
    endpoint: 'https://obs.example.org',
    region: 'us-east-1',
    accessKey: 'AK',
    secretKey: secret('Store'),
    securityToken: secret('StoreToken'),
    addressing: 'path',
  })

/** All that lies beside the database: its log too. */
async function bytesOfFolder(): Promise<string> {
  const files = (await readdir(folder.path)).filter((name) => name.startsWith('vigia.db'))
  assert.ok(files.includes('vigia.db') && files.includes('vigia.db-wal'))
  const parts = await Promise.all(files.map((name) => readFile(join(folder.path, name), 'latin1')))
  return parts.join('\n')
}

/** As it is, and as base64 shows it, wherever in a longer text it begins. */
function forms(text: string): string[] {
  const inBase64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(`${' '.repeat(shift)}${text}`).toString('base64')
    return encoded.slice(shift === 0 ? 0 : shift + 1, -4)
  })
  return [text, encodeURIComponent(text), Buffer.from(text).toString('hex'), ...inBase64]
}

test('no secret is found in the files, in clear, as base64 or as hex', async () => {
  const bytes = await bytesOfFolder()
  assert.ok(bytes.includes('visible-source'), 'what is no secret is found by the same look')
  for (const text of [MARK, ...made])
    for (const form of forms(text)) assert.ok(!bytes.includes(form), `${form}, a form of ${text}`)
})

type Rows = Record<string, unknown>[]

/** What is in the database, by table. */
function tables(): Map<string, Rows> {
  const database = new Database(file)
  try {
    const names = database.prepare("select name from sqlite_master where type = 'table'").pluck()
    return new Map(
      (names.all() as string[]).map((name) => [
        name,
        database.prepare(`select * from "${name}"`).all() as Rows,
      ]),
    )
  } finally {
    database.close()
  }
}

/** What runs and operators leave, without a column for secrets: nothing of theirs is made here. */
const EMPTY = [
  'data_stream_apps',
  'data_stream_checkpoints',
  'data_stream_partitions',
  'data_stream_records',
  'data_streams',
  'delivery_attempts',
  'event_retention',
  'lane_troubles',
  'leases',
  'object_index',
  'object_index_hours',
  'orders',
  'quotas',
  'results',
  'series',
  'series_points',
  'templates',
  'transitions',
]

test('every table is filled here, so that no sealed column goes unseen', () => {
  const empty = [...tables()].flatMap(([name, rows]) => (rows.length === 0 ? [name] : []))
  assert.deepEqual(empty.sort(), EMPTY)
})

function sealedColumns(): string[] {
  const found = [...tables()].flatMap(([table, rows]) =>
    rows.flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) =>
        typeof value === 'string' && LOOKS_SEALED.test(value) ? [`${table}.${column}`] : [],
      ),
    ),
  )
  return [...new Set(found)]
}

test('every column that holds sealed text is known to the rotation, and every known one holds some', () => {
  assert.deepEqual(sealedColumns().sort(), SEALED.map(({ table, column }) => `${table}.${column}`).sort())
})

test('sealed with another key, nothing of the old key is left and everything opens', async () => {
  const [from, to] = [new SecretBox(Buffer.alloc(32, 7)), new SecretBox(Buffer.alloc(32, 8))]
  const copy = join(folder.path, 'copy.db')
  const database = new Database(file)
  database.prepare('vacuum into ?').run(copy)
  database.close()
  let sealed = 0
  const count = reseal(copy, from, to, () => sealed++)
  assert.equal(count, sealed)
  assert.ok(count >= SEALED.length)
  const bytes = await readFile(copy, 'latin1')
  assert.ok(!bytes.includes(`${from.keyId}.`), 'the old key is named somewhere')
  assert.ok(bytes.includes(`${to.keyId}.`))
  assert.throws(() => reseal(copy, from, to, () => undefined), new RegExp(`sealed with key ${to.keyId}`))
})
