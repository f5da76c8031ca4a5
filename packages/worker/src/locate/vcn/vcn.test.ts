/** The session with a VCN as its server sees it: signed in once, kept, renewed, not stormed, closed. */
import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { addressPolicy, type VcnInput } from '@vigia/core'
import {
  startVcnServer,
  type TestCertificates,
  testCertificates,
  VCN_CAMERAS,
  VCN_USER,
  type VcnServer,
  type VcnSettings,
  waitFor,
} from '@vigia/testing'
import { AttemptError, type Failure, type Place } from '../../source/index.js'
import type { Locator } from '../locator.js'
import { HandClock } from '../testing/hand-clock.js'
import { VcnSessions, type VcnSessionsOptions, vcnLocator } from './index.js'

const LOOPBACK = addressPolicy('media', '127.0.0.0/8')
const MINUTE = 60_000
const [GATE, YARD] = VCN_CAMERAS.map(({ code, domainCode }) => `${code}#${domainCode}`) as [string, string]

let certificates: TestCertificates
before(async () => {
  certificates = await testCertificates()
})
after(() => certificates.remove())

interface Rig {
  clock: HandClock
  server: VcnServer
  sessions: VcnSessions
  /** A run on one of its cameras; closed at the end. */
  run(change?: Partial<VcnInput['server']> & { deviceId?: string; streamType?: number }): Locator
}

async function rig(
  t: TestContext,
  settings: Partial<VcnSettings> = {},
  options: Partial<VcnSessionsOptions> = {},
): Promise<Rig> {
  const clock = new HandClock()
  const server = await startVcnServer({
    identity: certificates.selfSigned,
    issue: (path) => `rtsp://127.0.0.1:9${path}`,
    now: () => clock.now(),
    settings,
  })
  const sessions = new VcnSessions({ policy: LOOPBACK, verify: 'public', timers: clock, ...options })
  const runs: Locator[] = []
  t.after(async () => {
    for (const run of runs) run.close?.()
    await sessions.close()
    await server.stop()
  })
  return {
    clock,
    server,
    sessions,
    run: ({ deviceId = GATE, streamType, ...account } = {}) => {
      const login = { ip: '127.0.0.1', port: server.port, ...VCN_USER, ...account }
      const input: VcnInput = { type: 'vcn', deviceId, server: login, ...(streamType ? { streamType } : {}) }
      const run = vcnLocator(input, sessions)
      runs.push(run)
      return run
    },
  }
}

const locate = (run: Locator): Promise<Place> => run.locate(new AbortController().signal)

async function failureOf(asked: Promise<unknown>): Promise<Failure> {
  const error = await asked.then(
    () => assert.fail('it succeeded'),
    (error: unknown) => error,
  )
  assert.ok(error instanceof AttemptError, String(error))
  assert.doesNotMatch(error.failure.reason, /s3cret/)
  return error.failure
}

test('a camera of a VCN has another address at every question, all by one session', async (t) => {
  const { server, run } = await rig(t)
  const [gate, yard] = [run(), run({ deviceId: YARD, streamType: 3 })]
  const places = [await locate(gate), await locate(yard), await locate(gate)]
  assert.deepEqual(
    places.map(({ url }) => url),
    server.handedOut,
  )
  assert.equal(new Set(server.handedOut).size, 3)
  assert.match(places[0]!.url, /^rtsp:\/\/127\.0\.0\.1:9\/01001020000000000101\?DstCode=01&.*StreamID=1&/)
  assert.match(places[1]!.url, /\/01001020000000000102\?.*StreamID=3&/)
  assert.equal(gate.presumed, 'stream')
  assert.equal(server.counts.signIns, 1)
})

test('of many runs that come at once one signs in and the others wait for it', async (t) => {
  const { server, run } = await rig(t)
  await Promise.all(Array.from({ length: 20 }, (_, i) => locate(run({ deviceId: i % 2 ? GATE : YARD }))))
  assert.deepEqual([server.counts.signIns, server.counts.addresses, server.openSessions()], [1, 20, 1])
})

test('other users, passwords and servers have sessions of their own', async (t) => {
  const { server, run } = await rig(t, { users: { viewer: VCN_USER.password, guard: 'other' } })
  await locate(run())
  await locate(run({ username: 'guard', password: 'other' }))
  await failureOf(locate(run({ password: 'other' })))
  assert.deepEqual([server.counts.signIns, server.openSessions()], [3, 2])
})

const SIGN_INS: [string, Partial<VcnSettings>][] = [
  ['as it should be', {}],
  ['with an expired password', { signInCode: 119101305 }],
  ['for the first time', { signInCode: 119101308 }],
  ['by a result code that is text', { resultCodeAs: 'text' }],
  ['by a cookie that is not the first', { sessionIn: 'later-cookie' }],
  ['by a header', { sessionIn: 'header' }],
  ['with cameras named by their code alone', { takes: 'camera-code' }],
]
for (const [how, settings] of SIGN_INS) {
  test(`a VCN that signs in ${how} gives addresses`, async (t) => {
    const { server, run } = await rig(t, settings)
    const { url } = await locate(run())
    assert.deepEqual([url, server.counts.signIns], [server.handedOut[0], 1])
  })
}

test('the session is kept alive every ten minutes for as long as a run needs it, then closed', async (t) => {
  const { clock, server, sessions, run } = await rig(t)
  const [first, second] = [run(), run({ deviceId: YARD })]
  await locate(first)
  await locate(second)
  for (let sent = 1; sent <= 6; sent++) {
    clock.pass(10 * MINUTE)
    await waitFor(() => server.counts.keepAlives === sent, MINUTE, 'a keep-alive')
    await waitFor(() => clock.waiting === 1, MINUTE, 'the next one to be planned')
  }
  first.close?.()
  await locate(second)
  assert.deepEqual([server.counts.signOuts, server.openSessions()], [0, 1])
  second.close?.()
  await sessions.close()
  assert.deepEqual([server.counts.signIns, server.counts.signOuts, server.openSessions()], [1, 1, 0])
  assert.equal(clock.waiting, 0)
})

for (const unknownSession of ['code', 'status'] as const) {
  test(`a session that the server forgot (told by ${unknownSession}) is renewed once for all runs`, async (t) => {
    const { server, run } = await rig(t, { unknownSession })
    const runs = Array.from({ length: 8 }, () => run())
    await Promise.all(runs.map(locate))
    server.forgetSessions()
    await Promise.all(runs.map(locate))
    assert.deepEqual([server.counts.signIns, server.counts.addresses], [2, 16])
  })
}

test('a keep-alive that finds the session forgotten leaves the next sign-in to who needs it', async (t) => {
  const { clock, server, run } = await rig(t)
  const gate = run()
  await locate(gate)
  server.forgetSessions()
  clock.pass(10 * MINUTE)
  await waitFor(() => server.counts.keepAlives === 1, MINUTE, 'the keep-alive')
  await waitFor(() => clock.waiting === 0, MINUTE, 'its answer')
  assert.equal(server.counts.signIns, 1)
  await locate(gate)
  assert.deepEqual([server.counts.signIns, server.counts.keepAlives], [2, 1])
})

test('a keep-alive that does not get through is sent again soon', async (t) => {
  const { clock, server, run } = await rig(t)
  await locate(run())
  server.settings.behaviour = 'broken'
  clock.pass(10 * MINUTE)
  await waitFor(() => clock.waiting === 1, MINUTE, 'the next one to be planned')
  server.settings.behaviour = 'serve'
  clock.pass(MINUTE)
  await waitFor(() => server.counts.keepAlives === 1, MINUTE, 'the keep-alive')
})

test('a password that is refused is not tried in a storm and locks no account, however many runs wait', async (t) => {
  const { clock, server, run } = await rig(t)
  const wrong = Array.from({ length: 10 }, () => run({ password: 'wr0ng' }))
  const first = await Promise.all(wrong.map((one) => failureOf(locate(one))))
  assert.equal(server.counts.signIns, 1)
  for (const { code, retry, reason } of first) {
    assert.deepEqual([code, retry], ['SOURCE.UNAUTHORIZED', 'always'])
    assert.match(
      reason,
      /^the VCN gave no address: it refuses user and password \(result code \d+\); check input\.vcn\.username and password; lest it lock the account, these are tried again in 60 s$/,
    )
  }
  clock.pass(59_000)
  assert.match((await failureOf(locate(wrong[0]!))).reason, /tried again in 1 s$/)
  assert.equal(server.counts.signIns, 1)

  // Ten minutes of ten runs that ask every five seconds.
  for (let s = 0; s < 600; s += 5) {
    clock.pass(5_000)
    await Promise.all(wrong.map((one) => failureOf(locate(one))))
  }
  assert.equal(server.counts.signIns, 4)
  // The right password is not held up by the wrong one, and the account is not locked.
  await locate(run())
})

test('the wait after a refused password outlives the runs that gave it', async (t) => {
  const { clock, server, run } = await rig(t)
  for (let i = 0; i < 6; i++) {
    const wrong = run({ password: 'wr0ng' })
    await failureOf(locate(wrong))
    wrong.close?.()
  }
  assert.equal(server.counts.signIns, 1)
  server.settings.users[VCN_USER.username] = 'wr0ng'
  clock.pass(MINUTE)
  await locate(run({ password: 'wr0ng' }))
})

test('an account that is locked is left alone', async (t) => {
  const { server, run } = await rig(t, { lockAfter: 1 })
  await failureOf(locate(run({ password: 'wr0ng' })))
  assert.match((await failureOf(locate(run()))).reason, /refuses user and password \(result code \d+\)/)
  await failureOf(locate(run()))
  assert.equal(server.counts.signIns, 2)
})

test('a camera that the VCN does not know is told as such, without another sign-in', async (t) => {
  const { server, run } = await rig(t)
  const lost = run({ deviceId: `${'9'.repeat(20)}#${'f'.repeat(32)}` })
  for (let i = 0; i < 3; i++) {
    const { code, retry, reason } = await failureOf(locate(lost))
    assert.deepEqual([code, retry], ['SOURCE.NOT_FOUND', 'always'])
    assert.match(reason, /it refuses the camera \(result code \d+\); check device_id and stream_type/)
  }
  assert.equal(server.counts.signIns, 1)
})

const BEHAVIOURS: [VcnSettings['behaviour'], string, RegExp][] = [
  ['garbage', 'UNREACHABLE', /what it answers is no HTTP; check its port$/],
  ['broken', 'UNREACHABLE', /it answered 500; check its port$/],
  ['web-page', 'UNREACHABLE', /what answers there is no VCN; check input\.vcn\.ip and port$/],
  ['silent', 'TIMED_OUT', /it did not answer whole within \d+ s$/],
]
for (const [behaviour, code, words] of BEHAVIOURS) {
  test(`a VCN that is ${behaviour} is told as such, asked once a second at most, and used when it is well`, async (t) => {
    const { clock, server, run } = await rig(
      t,
      { behaviour },
      { timeoutMs: behaviour === 'silent' ? 500 : 9_000 },
    )
    const gate = run()
    const failure = await failureOf(locate(gate))
    assert.deepEqual([failure.code, failure.retry], [`SOURCE.${code}`, 'always'])
    assert.match(failure.reason, words)
    server.settings.behaviour = 'serve'
    assert.match((await failureOf(locate(gate))).reason, words)
    assert.equal(server.counts.signIns, 0)
    clock.pass(1_000)
    await locate(gate)
  })
}

test('a run that ends while the sign-in is under way leaves no session behind', async (t) => {
  const { server, sessions, run } = await rig(t)
  const gate = run()
  const stop = new AbortController()
  const asked = gate.locate(stop.signal)
  stop.abort()
  await failureOf(asked)
  gate.close?.()
  await waitFor(() => server.counts.signOuts === 1, MINUTE, 'the sign-out')
  await sessions.close()
  assert.equal(server.openSessions(), 0)
})

test('certificates are checked where the operator wants it, and the words say who may accept one', async (t) => {
  const { server, run } = await rig(t, {}, { verify: 'always' })
  const failure = await failureOf(locate(run()))
  assert.equal(failure.retry, 'always')
  assert.match(failure.reason, /certificate is self-signed; .*an operator accept it with VIGIA_VCN_VERIFY$/)
  assert.equal(server.counts.signIns, 0, 'no password was sent')
  const trusting = await rig(t, {}, { verify: 'never' })
  await locate(trusting.run())
})

test('a VCN is reached where media sources may be', async (t) => {
  const { server, run } = await rig(t, {}, { policy: addressPolicy('media', '') })
  const { code, retry, reason } = await failureOf(locate(run()))
  assert.deepEqual([code, retry], ['SOURCE.REFUSED', 'never'])
  assert.match(reason, /loopback .*VIGIA_MEDIA_ALLOW/)
  assert.equal(server.counts.signIns, 0)
})
