/** The simulated VCN behaves as the spec's table says, whatever client asks. */
import assert from 'node:assert/strict'
import { request } from 'node:https'
import { after, before, type TestContext, test } from 'node:test'
import { type TestCertificates, testCertificates } from '../certificates.js'
import { VCN_CAMERAS, VCN_USER, type VcnSettings } from './settings.js'
import { startVcnServer } from './vcn-server.js'

let certificates: TestCertificates
before(async () => {
  certificates = await testCertificates()
})
after(() => certificates.remove())

const JSON_TYPE = { 'content-type': 'application/json' }
const LOGIN = { userName: VCN_USER.username, password: VCN_USER.password }

async function rig(t: TestContext, settings: Partial<VcnSettings> = {}) {
  let time = 0
  const server = await startVcnServer({
    identity: certificates.selfSigned,
    issue: (path) => `rtsp://127.0.0.1:9${path}`,
    now: () => time,
    settings,
  })
  t.after(() => server.stop())
  const call = (method: string, path: string, headers: Record<string, string> = {}, body?: object) =>
    new Promise<{ status: number; cookie: string; header: string; body: Record<string, unknown> }>(
      (resolve, reject) => {
        const options = {
          host: '127.0.0.1',
          port: server.port,
          rejectUnauthorized: false,
          agent: false as const,
        }
        request({ ...options, method, path, headers: { ...JSON_TYPE, ...headers } }, (reply) => {
          let text = ''
          reply.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk
          })
          reply.on('end', () =>
            resolve({
              status: reply.statusCode ?? 0,
              cookie: (reply.headers['set-cookie'] ?? []).join(),
              header: String(reply.headers.jsessionid ?? ''),
              body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
            }),
          )
        })
          .on('error', reject)
          .end(body && JSON.stringify(body))
      },
    )
  const signIn = async (login: object = LOGIN) => call('POST', '/loginInfo/login/v1.0', {}, login)
  const pass = (ms: number): void => {
    time += ms
  }
  return { server, call, signIn, pass }
}

const idIn = (cookie: string): string => /^JSESSIONID=([^;]+)/.exec(cookie)![1]!

test('signed in by a cookie, taken back as a cookie and as a header, until signed out by GET or POST', async (t) => {
  const { server, call, signIn } = await rig(t)
  for (const method of ['GET', 'POST']) {
    const { body, cookie } = await signIn()
    assert.equal(body.resultCode, 0)
    const id = idIn(cookie)
    for (const headers of [{ cookie: `a=b; JSESSIONID=${id}` }, { jsessionid: id }])
      assert.deepEqual((await call('GET', '/common/keepAlive', headers)).body, { resultCode: 0 })
    assert.equal((await call(method, '/users/logout', { jsessionid: id })).body.resultCode, 0)
    assert.notEqual((await call('GET', '/common/keepAlive', { jsessionid: id })).body.resultCode, 0)
  }
  assert.equal(server.openSessions(), 0)
})

test('a session ends when nothing is asked for half an hour, by the clock that the test holds', async (t) => {
  const { server, call, signIn, pass } = await rig(t)
  const jsessionid = idIn((await signIn()).cookie)
  for (const minutes of [25, 25]) {
    pass(minutes * 60_000)
    assert.equal((await call('GET', '/common/keepAlive', { jsessionid })).body.resultCode, 0)
  }
  pass(31 * 60_000)
  assert.notEqual((await call('GET', '/common/keepAlive', { jsessionid })).body.resultCode, 0)
  assert.equal(server.openSessions(), 0)
})

test('five wrong passwords lock an account for half an hour', async (t) => {
  const { signIn, pass } = await rig(t)
  for (let i = 0; i < 5; i++) assert.notEqual((await signIn({ ...LOGIN, password: 'x' })).body.resultCode, 0)
  assert.notEqual((await signIn()).body.resultCode, 0)
  pass(31 * 60_000)
  assert.equal((await signIn()).body.resultCode, 0)
})

test('what is no JSON is refused, by its type', async (t) => {
  const { call } = await rig(t)
  const answer = await call('POST', '/loginInfo/login/v1.0', { 'content-type': 'text/plain' }, LOGIN)
  assert.equal(answer.status, 415)
})

for (const listShape of ['wrapped', 'array'] as const) {
  test(`cameras are listed in the shape ${listShape}, by 35 with their addresses`, async (t) => {
    const { call, signIn } = await rig(t, { listShape })
    const headers = { jsessionid: idIn((await signIn()).cookie) }
    const listed = async (type: number, root: string) => {
      const query = `deviceType=${type}&fromIndex=1&toIndex=1000`
      const { body } = await call('GET', `/device/deviceList/v1.0?${query}`, headers)
      const infos = body[root] as { total: number; cameraBriefInfoList: unknown }
      assert.equal(infos.total, 2)
      const list = infos.cameraBriefInfoList as { cameraBriefInfo: Record<string, unknown>[] }
      return listShape === 'array'
        ? (infos.cameraBriefInfoList as Record<string, unknown>[])
        : list.cameraBriefInfo
    }
    const [gate] = await listed(2, 'cameraBriefInfos')
    const { code, domainCode } = VCN_CAMERAS[0]!
    assert.deepEqual([gate!.code, gate!.deviceIp], [`${code}#${domainCode}`, undefined])
    assert.equal((await listed(35, 'cameraBriefInfosV2'))[0]!.deviceIp, '10.0.0.31')
  })
}

test('a stream has another address each time, and is asked for with all of its parameters', async (t) => {
  const { call, signIn } = await rig(t)
  const headers = { jsessionid: idIn((await signIn()).cookie) }
  const { code, domainCode } = VCN_CAMERAS[0]!
  const mediaURLParam = {
    broadCastType: 0,
    packProtocolType: 1,
    protocolType: 2,
    serviceType: 1,
    streamType: 2,
    transMode: 0,
    clientType: 1,
  }
  const ask = async (body: object, as: Record<string, string> = headers) =>
    (await call('POST', '/video/rtspurl/v1.0', as, body)).body
  const request = { cameraCode: `${code}#${domainCode}`, mediaURLParam }
  const [first, second] = [await ask(request), await ask(request)]
  assert.match(
    String(first.rtspURL),
    new RegExp(
      `^rtsp://127\\.0\\.0\\.1:9/${code}\\?DstCode=01&.*StreamID=2&.*Token=[0-9a-f]+&DomainCode=${domainCode}&UserId=7&$`,
    ),
  )
  assert.notEqual(first.rtspURL, second.rtspURL)
  for (const wrong of [
    { ...request, mediaURLParam: { ...mediaURLParam, streamType: 4 } },
    { ...request, mediaURLParam: { serviceType: 1, streamType: 1 } },
    { ...request, cameraCode: code },
  ])
    assert.deepEqual([(await ask(wrong)).resultCode === 0, (await ask(wrong)).rtspURL], [false, undefined])
  assert.notEqual((await ask(request, {})).resultCode, 0)
})
