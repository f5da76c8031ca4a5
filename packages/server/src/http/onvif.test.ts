/** ONVIF by the API, with devices that the test makes up; the worker's own test asks simulated ones. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type OnvifDevice, OnvifError, type OnvifLogin, type OnvifProfile } from '@vigia/core'
import { type TestApp, testApp } from './test-app.js'

const ADDRESS = 'http://10.0.0.9/onvif/device_service'
const login = { user: 'viewer', password: 'onv1f-s3cret' }

const profile = (token: string, width: number, source = 'front'): OnvifProfile => ({
  token,
  name: token,
  source,
  url: `rtsp://10.0.0.9/${token}`,
  width,
  height: (width * 9) / 16,
  fps: 25,
  codec: 'H264',
})

let t: TestApp
let device: OnvifDevice
let failure: Error | undefined
let asked: OnvifLogin[] = []
before(async () => {
  t = await testApp({
    deps: {
      onvif: {
        discover: async (seconds) => {
          if (failure) throw failure
          const addresses = [ADDRESS, 'http://192.168.1.9/onvif/device_service']
          return [
            { name: 'Gate', hardware: `H${seconds}`, location: 'yard', addresses, endpoint: 'urn:uuid:1' },
          ]
        },
        ask: async (as) => {
          asked.push(as)
          if (failure) throw failure
          return device
        },
      },
    },
  })
})
after(() => t.close())

test.beforeEach(() => {
  failure = undefined
  asked = []
  const profiles = [profile('small', 640), profile('large', 1920), profile('back', 1280, 'back')]
  device = { manufacturer: 'Maker', model: 'M', firmware: '1', profiles }
})

const post = (path: string, body: object) => t.call('POST', `/v2/${t.projectId}/${path}`, body)
const noSecret = (answer: unknown) => assert.ok(!JSON.stringify(answer).includes(login.password))

test('devices that were found are told with the address to ask', async () => {
  const { status, body } = await post('onvif/discover', {})
  assert.deepEqual(
    [status, body],
    [
      200,
      {
        devices: [
          {
            name: 'Gate',
            hardware: 'H4',
            location: 'yard',
            address: ADDRESS,
            other_addresses: ['http://192.168.1.9/onvif/device_service'],
            endpoint: 'urn:uuid:1',
          },
        ],
      },
    ],
  )
  failure = new OnvifError('device', 'looking for devices is switched off here')
  const refused = await post('onvif/discover', { seconds: 1 })
  assert.deepEqual(
    [refused.body.error_code, refused.body.detail],
    ['VIAS.00010012', 'discover: looking for devices is switched off here'],
  )
  assert.equal((await post('onvif/discover', { seconds: 11 })).body.error_code, 'VIAS.00010001')
})

test('the profiles of a device are told with their streams, the password masked', async () => {
  const { status, body } = await post('onvif/profiles', { address: ADDRESS, ...login })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(asked, [{ address: ADDRESS, ...login }])
  const { url: _, ...small } = profile('small', 640)
  assert.deepEqual(body.profiles[0], { ...small, rtsp: 'rtsp://viewer:******@10.0.0.9/small' })
  assert.equal(body.manufacturer, 'Maker')
  noSecret(body)
})

test('what a device refuses is told with the field that is to be changed', async () => {
  for (const [about, field] of [
    ['address', 'address'],
    ['login', 'password'],
    ['device', 'address'],
  ] as const) {
    failure = new OnvifError(about, 'words')
    const told = await post('onvif/profiles', { address: ADDRESS, ...login })
    assert.deepEqual(
      [told.status, told.body.error_code, told.body.detail],
      [400, 'VIAS.00010001', `${field}: words`],
    )
    const camera = await post('edge-cameras', { name: 'x', onvif: { address: ADDRESS, ...login } })
    assert.equal(camera.body.detail, `onvif.${field}: words`)
  }
  assert.equal((await t.call('GET', `/v2/${t.projectId}/edge-cameras`)).body.total, 0)
})

test('a camera by ONVIF has the streams of one picture, its credentials in them, and nothing shows them', async () => {
  const onvif = { address: ADDRESS, ...login }
  const { status, body } = await post('edge-cameras', { id: 'front', name: 'Front', onvif })
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(
    body.streams.map(({ name, rtsp, width }: Record<string, unknown>) => [name, rtsp, width]),
    [
      ['main', 'rtsp://viewer:******@10.0.0.9/large', 1920],
      ['sub1', 'rtsp://viewer:******@10.0.0.9/small', 640],
    ],
  )
  assert.deepEqual(body.onvif, { address: ADDRESS, user: 'viewer', password: '******' })
  noSecret(body)
  const stored = await t.stores.cameras.get(t.projectId, 'front')
  assert.equal(stored?.streams[0]?.url, `rtsp://viewer:${login.password}@10.0.0.9/large`)
  const back = await post('edge-cameras', {
    name: 'Back',
    onvif: { ...onvif, source_token: 'back' },
  })
  assert.equal(back.body.attributes.rtsp, 'rtsp://viewer:******@10.0.0.9/back')
  const none = await post('edge-cameras', { name: 'x', onvif: { ...onvif, source_token: 'side' } })
  assert.equal(none.body.detail, 'onvif.source_token: the device has no such picture; it has front, back')
})

test('an update asks the device anew, with the stored password where it is masked, at the same place only', async () => {
  await post('edge-cameras', { id: 'moves', name: 'M', onvif: { address: ADDRESS, ...login } })
  device = { ...device, profiles: [profile('new', 1280)] }
  const update = (onvif: object) => t.call('PUT', `/v2/${t.projectId}/edge-cameras/moves`, { onvif })
  const masked = { user: 'viewer', password: '******' }
  const { body } = await update({ address: ADDRESS, ...masked })
  assert.equal(body.attributes.rtsp, 'rtsp://viewer:******@10.0.0.9/new')
  assert.equal(asked.at(-1)?.password, login.password)
  asked = []
  for (const onvif of [
    { address: 'http://10.0.0.66/onvif/device_service', ...masked },
    { address: ADDRESS, ...masked, user: 'other' },
  ])
    assert.match((await update(onvif)).body.detail, /^onvif\.password: the value is masked/)
  assert.deepEqual(asked, [])
})

test('a stream that may not be reached is refused, whatever the device says', async () => {
  device = { ...device, profiles: [{ ...profile('x', 640), url: 'rtsp://refused/live' }] }
  const { body } = await post('edge-cameras', { name: 'x', onvif: { address: ADDRESS, ...login } })
  assert.match(body.detail, /^onvif\.address: .*VIGIA_MEDIA_ALLOW/)
})

test('a video source by ONVIF is one of type url that reads the stream for analysis, or the one that is wanted', async () => {
  const source = async (change: object) => {
    const { status, body } = await post('onvif/sources', {
      access_type: 'cloud',
      address: ADDRESS,
      ...login,
      ...change,
    })
    assert.equal(status, 200, JSON.stringify(body))
    return (await t.call('GET', `/v2/${t.projectId}/source/sources/${body.video_source_id}`)).body
  }
  const auto = await source({ video_source_name: 'Auto', tag: ['north'] })
  assert.deepEqual(
    [auto.type, auto.stream_path, auto.tag],
    ['url', 'rtsp://viewer:******@10.0.0.9/small', ['north']],
  )
  const main = await source({ video_source_name: 'Main', stream: 'main' })
  assert.equal(main.stream_path, 'rtsp://viewer:******@10.0.0.9/large')
  noSecret([auto, main])
  failure = new OnvifError('login', 'the device refuses user and password')
  const { body } = await post('onvif/sources', {
    video_source_name: 'x',
    access_type: 'cloud',
    address: ADDRESS,
  })
  assert.equal(body.detail, 'password: the device refuses user and password')
})

test('what is said to the audit log of a device holds no password', async () => {
  await post('onvif/profiles', { address: ADDRESS, ...login })
  await post('edge-cameras', {
    name: 'audited',
    user: 'u',
    password: login.password,
    onvif: { address: ADDRESS, ...login },
  })
  const { body } = await t.call('GET', `/v2/${t.projectId}/audit?page_size=50`)
  assert.match(JSON.stringify(body), /askOnvif/)
  noSecret(body)
})
