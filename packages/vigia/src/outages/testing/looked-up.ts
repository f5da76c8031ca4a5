/** Cameras whose addresses a server tells, each good for one player: RESTful servers and VCNs. */
import assert from 'node:assert/strict'
import { addressPolicy, type ReadableInput } from '@vigia/core'
import {
  freePort,
  type LookupProcess,
  type RtspGate,
  startLookupProcess,
  startRtspGate,
  type TestCertificates,
  VCN_CAMERAS,
  VCN_USER,
} from '@vigia/testing'
import { VcnSessions } from '@vigia/worker'
import type { Clips } from './clips.js'
import { type Part, type Rig, strangerAt } from './part.js'
import { cameraRig } from './streams.js'

/** As long as a RESTful server may take; VCNs get less, so that tests need not wait so long. */
const VCN_PATIENCE_MS = 2_000

export async function restfulRig(clips: Clips): Promise<Rig> {
  const { camera, gate } = await gatedCamera(clips)
  const port = await freePort()
  const server = lookUp('RESTful server', port, gate, undefined)
  const input: ReadableInput = {
    type: 'restful',
    url: `http://127.0.0.1:${port}/cameras/gate`,
    headers: {},
    certificateCheck: false,
    rtspPathInResponse: 'data/rtspurl',
  }
  return { input, parts: [camera, server.part], cut: gate.cut, close: () => endAll(server, gate, camera) }
}

export async function vcnRig(clips: Clips, { selfSigned }: TestCertificates): Promise<Rig> {
  const { camera, gate } = await gatedCamera(clips)
  const port = await freePort()
  const server = lookUp('VCN', port, gate, selfSigned)
  const [{ code, domainCode }] = VCN_CAMERAS as [(typeof VCN_CAMERAS)[number]]
  const policy = addressPolicy('media', '127.0.0.0/8')
  const vcn = new VcnSessions({ policy, verify: 'public', timeoutMs: VCN_PATIENCE_MS })
  return {
    input: {
      type: 'vcn',
      deviceId: `${code}#${domainCode}`,
      server: { ip: '127.0.0.1', port, ...VCN_USER },
    },
    deps: { vcn },
    parts: [camera, server.part],
    cut: gate.cut,
    close: async () => {
      await vcn.close()
      // However often frames had to be reached for, each life of the server saw one sign-in.
      const counts = await server.process()?.counts()
      await endAll(server, gate, camera)
      if (counts) assert.deepEqual(counts, { kind: 'counted', signIns: 1, openSessions: 0 })
    },
  }
}

/** A camera behind a gate, whose address nobody learns. */
async function gatedCamera(clips: Clips): Promise<{ camera: Part; gate: RtspGate }> {
  let url = ''
  const { parts } = await cameraRig(clips, (found) => {
    url = found
    return { type: 'url', url }
  })
  const gate = await startRtspGate({ target: () => url, now: Date.now })
  const camera: Part = {
    ...parts[0]!,
    replace: async (how) => {
      gate.behaviour = how
      return async () => {
        gate.behaviour = 'serve'
      }
    },
    words: {
      away: /: (the connection was cut|it is not a video that can be read|the stream ended)$/,
      frozen: /: (timed out|no picture for 6 s)$/,
      silent: /: (timed out|no picture for 6 s)$/,
      garbage: /: (the connection was cut|it is not a video that can be read|no picture for 6 s)$/,
    },
  }
  return { camera, gate }
}

interface LookUp {
  part: Part
  process(): LookupProcess | undefined
}

/** @param identity makes it a VCN */
function lookUp(
  who: 'VCN' | 'RESTful server',
  port: number,
  gate: RtspGate,
  identity: TestCertificates['selfSigned'] | undefined,
): LookUp {
  let server: LookupProcess | undefined
  const say = (words: string): RegExp => new RegExp(`: the ${who} gave no address: ${words}$`)
  const late = say('it did not answer whole within \\d+ s')
  const part: Part = {
    name: 'the server',
    carries: false,
    tries: 2,
    start: async () => {
      server = await startLookupProcess({ issue: gate.issue, port, ...(identity ? { identity } : {}) })
    },
    kill: async () => {
      await server?.stop()
      server = undefined
    },
    signal: (name) => server!.signal(name),
    replace: (how) => strangerAt(port, how),
    words: {
      away: say('connection refused'),
      frozen: late,
      silent: late,
      garbage: say('(what it answers is no HTTP; check its port|it does not speak TLS as expected; .*)'),
    },
  }
  return { part, process: () => server }
}

async function endAll(server: LookUp, gate: RtspGate, camera: Part): Promise<void> {
  await server.part.kill()
  await gate.stop()
  await camera.kill()
}
