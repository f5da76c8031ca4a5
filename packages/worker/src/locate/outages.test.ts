/** RESTful servers and VCNs, and the cameras they tell of: do frames come back after every outage of either? */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { addressPolicy } from '@vigia/core'
import {
  type Clip,
  makeClip,
  type RtspGate,
  type RtspServer,
  startLookupProcess,
  startRtspGate,
  startRtspServer,
  type TestCertificates,
  testCertificates,
  VCN_CAMERAS,
  VCN_USER,
} from '@vigia/testing'
import { type AtEnd, type OutageRig, outageTests, type Part } from '../source/testing/outages.js'
import type { Locator } from './locator.js'
import { restfulLocator } from './restful.js'
import { VcnSessions, vcnLocator } from './vcn/index.js'

const MEDIA = addressPolicy('media', '127.0.0.0/8')
const LOOKUP = addressPolicy('webhook', '127.0.0.0/8')
const LOOKUP_MS = 2_000

let clip: Clip
let certificates: TestCertificates
before(async () => {
  clip = await makeClip({ seconds: 4, width: 320, height: 240, fps: 10 })
  certificates = await testCertificates()
})
after(async () => {
  await clip.remove()
  await certificates.remove()
})

/** An RTSP server behind a gate whose addresses are good for one player. */
async function camera(atEnd: AtEnd): Promise<{ part: Part; gate: RtspGate }> {
  let server: RtspServer | undefined = await startRtspServer({ file: clip.file })
  const { url, port } = server
  const gate = await startRtspGate({ target: () => url, now: Date.now })
  const kill = async (): Promise<void> => {
    await server?.stop()
    server = undefined
  }
  atEnd(async () => {
    await gate.stop()
    await kill()
  })
  const part: Part = {
    name: 'the camera',
    carries: true,
    start: async () => {
      server = await startRtspServer({ file: clip.file, port })
    },
    kill,
    signal: (signal) => process.kill(server!.pid, signal),
    behave: async (as) => {
      gate.behaviour = as
    },
    words: {
      away: /: (the connection was cut|it is not a video that can be read|the stream ended)$/,
      frozen: /: (timed out|no picture for 6 s)$/,
      silent: /: (timed out|no picture for 6 s)$/,
      garbage: /: (the connection was cut|it is not a video that can be read)$/,
    },
  }
  return { part, gate }
}

/** The server that tells where the camera is. */
async function lookup(atEnd: AtEnd, gate: RtspGate, isVcn: boolean) {
  const options = { issue: gate.issue, ...(isVcn ? { identity: certificates.selfSigned } : {}) }
  let server = await startLookupProcess(options)
  const { port } = server
  atEnd(() => server.stop())
  const who = isVcn ? 'VCN' : 'RESTful server'
  const say = (words: string) => new RegExp(`: the ${who} gave no address: ${words}$`)
  const part: Part = {
    name: 'the server',
    carries: false,
    start: async () => {
      server = await startLookupProcess({ ...options, port })
    },
    kill: () => server.stop(),
    signal: (signal) => server.signal(signal),
    behave: (as) => server.behave(as),
    words: {
      away: say('connection refused'),
      frozen: say('it did not answer whole within 2 s'),
      silent: say('it did not answer whole within 2 s'),
      garbage: say('what it answers is no HTTP; check its port'),
    },
  }
  return { part, port, counts: () => server.counts() }
}

const reach = (locator: Locator): OutageRig['source'] => ({
  presumed: locator.presumed,
  locate: (signal) => locator.locate(signal),
  policy: MEDIA,
})

const PARTS = ['the camera', 'the server']

outageTests('restful', PARTS, async (atEnd) => {
  const { part, gate } = await camera(atEnd)
  const server = await lookup(atEnd, gate, false)
  const locator = restfulLocator(
    {
      type: 'restful',
      url: `http://127.0.0.1:${server.port}/cameras/gate`,
      headers: {},
      certificateCheck: false,
      rtspPathInResponse: 'data/rtspurl',
    },
    LOOKUP,
    LOOKUP_MS,
  )
  return { parts: [part, server.part], source: reach(locator), cut: gate.cut }
})

outageTests('vcn', PARTS, async (atEnd) => {
  const { part, gate } = await camera(atEnd)
  const server = await lookup(atEnd, gate, true)
  const sessions = new VcnSessions({ policy: MEDIA, verify: 'public', timeoutMs: LOOKUP_MS })
  const [{ code, domainCode }] = VCN_CAMERAS as [(typeof VCN_CAMERAS)[number]]
  const login = { ip: '127.0.0.1', port: server.port, ...VCN_USER }
  const locator = vcnLocator({ type: 'vcn', deviceId: `${code}#${domainCode}`, server: login }, sessions)
  atEnd(async () => {
    // However often frames had to be reached for, each life of the server saw one sign-in.
    const { signIns } = await server.counts()
    locator.close?.()
    await sessions.close()
    assert.ok(signIns <= 1, `${signIns} sign-ins`)
    assert.equal((await server.counts()).openSessions, 0)
  })
  return { parts: [part, server.part], source: reach(locator), cut: gate.cut }
})
