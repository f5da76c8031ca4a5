/** Sources and groups of another project answer exactly as such that never were, in paths and in bodies. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createBody, SERVICE } from '../test-app.js'
import { groupBody, reading, sourceBody } from '../video.testing.js'
import { exampleOf } from './examples.js'
import { type Fixture, openFixture } from './fixture.js'
import { requestOf } from './requests.js'
import { send } from './send.js'

const readingCamera = (id: string) => ({ type: 'edgecamera', data: [{ id }] })
const cameraSource = (id: string) => ({
  video_source_name: 'x',
  type: 'camera',
  access_type: 'edge',
  type_config: `<type_config><edge_camera_id>${id}</edge_camera_id></type_config>`,
})

const NEVER = '00000000-0000-4000-8000-0000000fffff'
let f: Fixture
before(async () => {
  f = await openFixture()
})
after(() => f.test.close())

async function answersAlike(answerTo: (id: string) => Promise<[number, unknown]>, foreign: string) {
  const before = await f.changes()
  const [status, there] = await answerTo(foreign)
  const [, never] = await answerTo(NEVER)
  assert.equal(status, 400)
  assert.equal(JSON.stringify(there).replaceAll(foreign, 'ID'), JSON.stringify(never).replaceAll(NEVER, 'ID'))
  assert.match(JSON.stringify(there), /VIAS\.00010002/)
  assert.equal(await f.changes(), before)
}

test('in the path', async () => {
  for (const [name, kind, operations] of [
    ['video_source_id', 'source', 5],
    ['video_group_id', 'group', 3],
    ['camera_id', 'camera', 3],
  ] as const) {
    const ops = f.operations.filter(({ path }) => path.includes(`{${name}}`))
    assert.equal(ops.length, operations)
    for (const op of ops)
      await answersAlike(async (id) => {
        const request = requestOf(op, exampleOf(op, f), f.test.token, { path: { [name]: id } })
        const { statusCode, body } = await send(f.test.app, request)
        return [statusCode, JSON.parse(body)]
      }, f.other.video[kind])
  }
})

test('a pushed stream, in the path and as what a job reads', async () => {
  const never = 'theirs-too'
  const alike = async (answerTo: (name: string) => Promise<[number, unknown]>) => {
    const [status, there] = await answerTo(f.other.stream)
    const [, not] = await answerTo(never)
    assert.equal(status, 400)
    const mend = (answer: unknown, name: string) => JSON.stringify(answer).replaceAll(name, 'NAME')
    assert.equal(mend(there, f.other.stream), mend(not, never))
    assert.match(JSON.stringify(there), /VIAS\.00010002/)
  }
  const ops = f.operations.filter(({ path }) => path.includes('/vis/streams/{stream_name}'))
  assert.equal(ops.length, 3)
  for (const op of ops)
    await alike(async (name) => {
      const request = requestOf(op, exampleOf(op, f), f.test.token, { path: { stream_name: name } })
      const { statusCode, body } = await send(f.test.app, request)
      return [statusCode, JSON.parse(body)]
    })
  await alike(async (name) => {
    const input = { type: 'vis', data: [{ stream_name: name }] }
    const answer = await f.test.call(
      'POST',
      `/v2/${f.project}/services/${SERVICE}/tasks`,
      createBody({ input }),
    )
    return [answer.status, answer.body]
  })
})

test('in the body', async () => {
  const project = `/v2/${f.project}`
  const bodies: [string, (id: string) => object, keyof Fixture['video']][] = [
    [`${project}/source`, (id) => sourceBody({ video_source_name: 'x', video_group_ids: [id] }), 'group'],
    [
      `${project}/video-group`,
      (id) => groupBody({ video_group_name: 'x', video_source_ids: [id] }),
      'source',
    ],
    [`${project}/services/${SERVICE}/tasks`, (id) => createBody({ name: 'x', ...reading(id) }), 'source'],
    [
      `${project}/services/${SERVICE}/tasks`,
      (id) => createBody({ name: 'x', input: readingCamera(id) }),
      'camera',
    ],
    [`${project}/source`, (id) => sourceBody(cameraSource(id)), 'camera'],
  ]
  for (const [path, body, kind] of bodies)
    await answersAlike(async (id) => {
      const answer = await f.test.call('POST', path, body(id))
      return [answer.status, answer.body]
    }, f.other.video[kind])
})
