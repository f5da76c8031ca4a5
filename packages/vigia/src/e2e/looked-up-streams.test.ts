/** Do jobs read cameras whose address a server tells, and whose addresses are good for one player only? */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { CreateTask } from '@vigia/contract'
import {
  type RtspGate,
  startLookupServer,
  startRtspGate,
  startRtspServer,
  startVcnServer,
  testCertificates,
  VCN_CAMERAS,
  VCN_USER,
} from '@vigia/testing'
import { callsOf } from './testing/calls.js'
import { atEnd } from './testing/cleanup.js'
import { create, INTRUSION, intrusionJob, streetClip, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia } from './testing/vigia.js'

/** A camera that shows the street, behind a gate. */
async function gatedCamera(t: TestContext): Promise<RtspGate> {
  const { video } = await streetClip()
  const camera = await startRtspServer({ file: video })
  atEnd(t, () => camera.stop())
  const gate = await startRtspGate({ target: () => camera.url, now: Date.now })
  atEnd(t, () => gate.stop())
  return gate
}

const jobOn = (name: string, input: CreateTask['input']): CreateTask => ({
  ...intrusionJob(name, ''),
  input,
})

const HEADER = 'key-s3cret'
const DEVICES = VCN_CAMERAS.map(({ code, domainCode }) => `${code}#${domainCode}`)

test('a job on a RESTful server asks it before every attempt, and says why it gets no address', async (t) => {
  const gate = await gatedCamera(t)
  const server = await startLookupServer({ issue: gate.issue })
  atEnd(t, () => server.stop())
  const vigia = await startVigia(t, { dataDir: await dataFolder(t) })
  const { client } = vigia
  const id = await create(
    client,
    INTRUSION,
    jobOn('gate', {
      type: 'restful',
      data: [{ url: server.url, headers: { 'X-Key': HEADER }, rtsp_path_in_response: 'data/rtspurl' }],
    }),
  )
  const running = await untilState(client, id, 'RUNNING')
  assert.deepEqual(running.input.data[0]?.headers, { 'X-Key': '******' })
  assert.deepEqual(
    (await client.jobs.history(id)).map(({ to }) => to),
    ['SCHEDULING', 'STARTING', 'RUNNING'],
    'the first attempt succeeds, although each address is good for one player',
  )
  assert.ok(server.requests.every((headers) => headers['x-key'] === HEADER))

  server.behaviour = 'web-page'
  gate.cut()
  const waiting = await untilState(client, id, 'ABNORMAL', ({ status }) => /RESTful/.test(status ?? ''))
  assert.match(
    waiting.status ?? '',
    /^waiting for camera, attempt \d+, next in \d+ s: the RESTful server gave no address: its answer is no JSON$/,
  )
  server.behaviour = 'serve'
  await untilState(client, id, 'RUNNING')
  assert.equal(new Set(server.handedOut).size, server.handedOut.length)
  const commands = (await vigia.processes()).map(({ command }) => command).join('\n')
  for (const secret of [HEADER, ...server.handedOut.map((url) => url.slice(url.indexOf('=')))])
    for (const text of [vigia.output(), commands]) assert.ok(!text.includes(secret))
})

test('two jobs on one VCN share a session: one sign-in, signed out with the last of them', async (t) => {
  const gate = await gatedCamera(t)
  const certificates = await testCertificates()
  atEnd(t, () => certificates.remove())
  const server = await startVcnServer({ identity: certificates.selfSigned, issue: gate.issue })
  atEnd(t, () => server.stop())
  const vigia = await startVigia(t, { dataDir: await dataFolder(t) })
  const { client } = vigia
  const call = await callsOf(vigia)

  const account = { ip: '127.0.0.1', port: server.port, ...VCN_USER }
  const direct = await create(
    client,
    INTRUSION,
    jobOn('direct', { type: 'vcn', data: [{ device_id: DEVICES[0]! }], vcn: account }),
  )
  const { video_source_id } = await call<{ video_source_id: string }>('POST', 'source', {
    video_source_name: 'Yard',
    access_type: 'cloud',
    type: 'vcn',
    type_config: `<type>VCN</type><config><DATA_SOURCE_ID>${DEVICES[1]}</DATA_SOURCE_ID><STREAM_TYPE>2</STREAM_TYPE><IP>${account.ip}</IP><PORT>${account.port}</PORT><USER_NAME>${account.username}</USER_NAME><PASSWORD>${account.password}</PASSWORD></config>`,
  })
  const registered = await create(
    client,
    INTRUSION,
    jobOn('registered', { type: 'video_source', data: [{ video_source_id }] }),
  )
  for (const id of [direct, registered]) await untilState(client, id, 'RUNNING')
  assert.deepEqual([server.counts.signIns, server.openSessions()], [1, 1])
  assert.ok(server.handedOut.some((url) => url.includes('StreamID=2')))

  // As after a restart of the VCN: one renewal for both.
  server.forgetSessions()
  gate.cut()
  for (const id of [direct, registered]) {
    await until(`job ${id} to have lost its camera`, async () =>
      (await client.jobs.history(id)).some(({ to }) => to === 'ABNORMAL'),
    )
    await untilState(client, id, 'RUNNING')
  }
  assert.deepEqual([server.counts.signIns, server.openSessions()], [2, 1])

  await client.jobs.stop(direct)
  await untilState(client, direct, 'STOPPED')
  assert.deepEqual([server.counts.signOuts, server.openSessions()], [0, 1])
  await client.jobs.delete(registered)
  await until('the sign-out', () => server.counts.signOuts === 1)
  assert.equal(server.openSessions(), 0)

  // The end of the program signs out, too.
  await client.jobs.start(direct)
  await untilState(client, direct, 'RUNNING')
  assert.equal(server.openSessions(), 1)
  assert.equal((await vigia.end('SIGTERM')).code, 0)
  assert.deepEqual([server.counts.signIns, server.counts.signOuts, server.openSessions()], [3, 2, 0])
  assert.ok(!vigia.output().includes(VCN_USER.password))
})

test('a job with a wrong password for its VCN says so and locks nobody out; corrected it runs at once', async (t) => {
  const gate = await gatedCamera(t)
  const certificates = await testCertificates()
  atEnd(t, () => certificates.remove())
  const server = await startVcnServer({
    identity: certificates.selfSigned,
    issue: gate.issue,
    settings: { lockAfter: 2 },
  })
  atEnd(t, () => server.stop())
  const vigia = await startVigia(t, { dataDir: await dataFolder(t) })
  const { client } = vigia
  const account = { ip: '127.0.0.1', port: server.port, ...VCN_USER }
  const job = jobOn('gate', {
    type: 'vcn',
    data: [{ device_id: DEVICES[0]! }],
    vcn: { ...account, password: 'wr0ng-s3cret' },
  })
  const id = await create(client, INTRUSION, job)
  const { status } = await untilState(client, id, 'ABNORMAL', (details) =>
    /attempt [3-9]/.test(details.status ?? ''),
  )
  assert.match(status ?? '', /the VCN gave no address: it refuses user and password .*tried again in \d+ s$/)
  assert.equal(server.counts.signIns, 1)

  await client.jobs.stop(id)
  await untilState(client, id, 'STOPPED')
  const { service_version: _, ...update } = job
  await client.jobs.update(id, { ...update, input: { ...job.input, vcn: account } })
  await client.jobs.start(id)
  await untilState(client, id, 'RUNNING')
  assert.equal(server.counts.signIns, 2)
  assert.ok(!vigia.output().includes('wr0ng-s3cret'))
})
