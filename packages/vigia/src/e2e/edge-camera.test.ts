/** Does a job read an edge camera that was registered by hand, and one that was added by ONVIF? */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { ShownEdgeCamera } from '@vigia/contract'
import { makeClip, startDiscoverable, startOnvifDevice, startRtspServer } from '@vigia/testing'
import { callsOf } from './testing/calls.js'
import { atEnd } from './testing/cleanup.js'
import { jpegSize } from './testing/jpeg-size.js'
import {
  CAMERA_PASSWORD,
  create,
  INTRUSION,
  intrusionJob,
  STREET,
  streetCamera,
  untilState,
} from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia, type Vigia } from './testing/vigia.js'

const login = { user: 'viewer', password: CAMERA_PASSWORD }
const reading = (name: string, id: string) => ({
  ...intrusionJob(name, ''),
  input: { type: 'edgecamera' as const, data: [{ id }] },
})
/** Without the credentials, as devices tell it. */
const bare = (url: string) => url.replace(/\/\/[^@]*@/, '//')

async function run(vigia: Vigia, job: string): Promise<void> {
  await vigia.client.jobs.stop(job)
  await untilState(vigia.client, job, 'STOPPED')
  await vigia.client.jobs.start(job)
  await untilState(vigia.client, job, 'RUNNING')
}

async function refusal({ url, client }: Vigia, method: string, path: string, body?: object) {
  const { token, projectId } = await client.session()
  const answer = await fetch(`${url}/v2/${projectId}/${path}`, {
    method,
    headers: { 'x-auth-token': token, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return (await answer.json()) as { error_code: string; detail: string }
}

test('a job reads an edge camera, and after a change of its address the new one with its next run', async (t) => {
  const [old, fresh] = [await streetCamera(t), await streetCamera(t)]
  const vigia = await startVigia(t, { dataDir: await dataFolder(t) })
  const { client } = vigia
  const call = await callsOf(vigia)
  const camera = await call<ShownEdgeCamera>('POST', 'edge-cameras', {
    id: 'north-gate',
    name: 'North gate',
    attributes: { rtsp: bare(old.url) },
    ...login,
  })
  assert.ok(!JSON.stringify(camera).includes(CAMERA_PASSWORD))

  const id = await create(client, INTRUSION, reading('gate', 'north-gate'))
  await untilState(client, id, 'RUNNING')
  const used = await refusal(vigia, 'DELETE', 'edge-cameras/north-gate')
  assert.equal(used.error_code, 'VIAS.00010012')
  assert.match(used.detail, /^delete: 1 job reads this edge camera/)

  await old.unplug()
  const away = await untilState(client, id, 'ABNORMAL')
  assert.match(away.status ?? '', /waiting for camera/)
  await call('PUT', 'edge-cameras/north-gate', { attributes: { rtsp: fresh.url } })
  await run(vigia, id)

  await client.jobs.delete(id)
  await until('the job to be gone', async () => (await refusal(vigia, 'GET', `tasks/${id}`)).error_code)
  await call('DELETE', 'edge-cameras/north-gate')
  const gone = await refusal(vigia, 'POST', `services/${INTRUSION}/tasks`, reading('gate', 'north-gate'))
  assert.equal(gone.error_code, 'VIAS.00010002')
  assert.ok(!vigia.output().includes(CAMERA_PASSWORD), 'no log line holds the password')
})

/** A device with the street as its main stream and a small test picture as its sub-stream. */
async function onvifCamera(t: TestContext) {
  const main = await streetCamera(t)
  const clip = await makeClip({ seconds: 4, width: 640, height: 360, fps: 10 })
  atEnd(t, () => clip.remove())
  const sub = await startRtspServer({ file: clip.file, ...login })
  atEnd(t, () => sub.stop())
  const profile = (token: string, url: string, width: number, height: number) => ({
    token,
    name: token,
    encoding: 'H264',
    width,
    height,
    fps: 10,
    rtsp: bare(url),
  })
  const device = await startOnvifDevice({
    profiles: [profile('sub', sub.url, 640, 360), profile('main', main.url, STREET.width, STREET.height)],
    login,
    clockAheadMs: 3_600_000,
  })
  atEnd(t, () => device.stop())
  const found = await startDiscoverable({
    endpoint: 'urn:uuid:0b6f6a4e-0000-4000-8000-00000000e2e1',
    addresses: device.address,
    name: 'Street',
    hardware: 'SIM',
    location: 'city',
  })
  atEnd(t, () => found.stop())
  return device
}

test('a camera is found and added by ONVIF; its sub-stream is analysed, until its user wants the main one', async (t) => {
  const device = await onvifCamera(t)
  const env = { VIGIA_ONVIF_DISCOVERY: 'lo' }
  const vigia = await startVigia(t, { dataDir: await dataFolder(t), env })
  const { client } = vigia
  const call = await callsOf(vigia)
  type Found = { devices: { name: string; address: string }[] }
  const { devices } = await call<Found>('POST', 'onvif/discover', { seconds: 2 })
  const address = devices.find(({ name }) => name === 'Street')?.address
  assert.equal(address, device.address)

  const wrong = { name: 'Street', onvif: { address, user: 'viewer', password: 'wr0ng-s3cret' } }
  const { detail } = await refusal(vigia, 'POST', 'edge-cameras', wrong)
  assert.equal(detail, 'onvif.password: the device refuses user and password')
  const { id: camera, streams } = await call<ShownEdgeCamera>('POST', 'edge-cameras', {
    name: 'Street',
    onvif: { address, ...login },
  })
  assert.deepEqual(
    streams.map(({ name, width, height }) => [name, width, height]),
    [
      ['main', STREET.width, STREET.height],
      ['sub1', 640, 360],
    ],
  )

  // Points that both streams have: those of the street are for the main one.
  const target_roi = JSON.stringify({
    lines: [
      {
        data: [
          [280, 195],
          [280, 355],
        ],
      },
    ],
  })
  const id = await create(client, INTRUSION, {
    ...reading('street', camera),
    config: { common: { target_roi } },
  })
  await untilState(client, id, 'RUNNING')
  const { token, projectId } = await client.session()
  const size = (expected: { width: number; height: number }) =>
    until(`a picture of ${expected.width}x${expected.height}`, async () => {
      const headers = { 'x-auth-token': token }
      const answer = await fetch(`${vigia.url}/v2/${projectId}/tasks/${id}/picture`, { headers })
      if (!answer.ok) return undefined
      const { width, height } = jpegSize(new Uint8Array(await answer.arrayBuffer()))
      return width === expected.width && height === expected.height
    })
  await size({ width: 640, height: 360 })
  await call('PUT', `edge-cameras/${camera}`, { stream: 'main' })
  await run(vigia, id)
  await size(STREET)
  for (const secret of [CAMERA_PASSWORD, 'wr0ng-s3cret'])
    assert.ok(!vigia.output().includes(secret), 'no log line holds a password')
})
