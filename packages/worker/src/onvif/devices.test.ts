/** Devices are asked and found: good ones tell their streams, the others do no harm. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { addressPolicy, OnvifError } from '@vigia/core'
import {
  type Misbehaviour,
  type OnvifDeviceOptions,
  type SimulatedProfile,
  startDiscoverable,
  startOnvifDevice,
  startSilentServer,
} from '@vigia/testing'
import { OnvifDevices } from './devices.js'

const log = { info: () => undefined }
const loopback = addressPolicy('media', '127.0.0.0/8')
const devices = new OnvifDevices({ policy: loopback, discovery: ['lo'], log })
const strict = new OnvifDevices({ policy: addressPolicy('media', ''), discovery: ['lo'], log })
const login = { user: 'viewer', password: 'p&ss<1>"' }

const profile = (token: string, width: number, more: Partial<SimulatedProfile> = {}): SimulatedProfile => ({
  token,
  name: `Profile ${token}`,
  encoding: 'H264',
  width,
  height: (width * 9) / 16,
  fps: 25,
  rtsp: `rtsp://127.0.0.1:554/${token}?a=1&b=2`,
  ...more,
})

async function device(t: TestContext, options: Partial<OnvifDeviceOptions> = {}) {
  const started = await startOnvifDevice({
    profiles: [profile('main', 1920), profile('sub', 640, { encoding: 'H265', fps: 10 })],
    login,
    ...options,
  })
  t.after(() => started.stop())
  return started
}

const refused = async (address: string, about: OnvifError['about'], words: RegExp, as = login) =>
  assert.rejects(devices.ask({ address, ...as }), (error) => {
    assert.ok(error instanceof OnvifError, String(error))
    assert.match(error.message, words)
    assert.equal(error.about, about)
    assert.ok(!error.message.includes(login.password))
    return true
  })

for (const media2 of [false, true])
  test(`a device tells what it is and its streams, by its ${media2 ? 'second' : 'first'} media service`, async (t) => {
    const { address, port } = await device(t, { media2 })
    const told = await devices.ask({ address, ...login })
    const snapshot = (token: string) => `http://127.0.0.1:${port}/snapshot?channel=1&profile=${token}`
    assert.deepEqual(told, {
      manufacturer: 'Simulated',
      model: 'Street & Yard',
      firmware: 'V1.2 build 3',
      profiles: [
        {
          token: 'main',
          name: 'Profile main',
          source: 'source-1',
          url: 'rtsp://127.0.0.1:554/main?a=1&b=2',
          snapshot: snapshot('main'),
          width: 1920,
          height: 1080,
          fps: 25,
          codec: 'H264',
        },
        {
          token: 'sub',
          name: 'Profile sub',
          source: 'source-1',
          url: 'rtsp://127.0.0.1:554/sub?a=1&b=2',
          snapshot: snapshot('sub'),
          width: 640,
          height: 360,
          fps: 10,
          codec: 'H265',
        },
      ],
    })
  })

test('the host alone will do: the device service is where the standard has it', async (t) => {
  const { port } = await device(t)
  assert.equal((await devices.ask({ address: `http://127.0.0.1:${port}`, ...login })).profiles.length, 2)
})

test('a device whose clock is a day ahead, or years behind, accepts the password: it is asked for its time', async (t) => {
  for (const clockAheadMs of [86_400_000, -10 * 365 * 86_400_000]) {
    const { address, asked } = await device(t, { clockAheadMs })
    assert.equal((await devices.ask({ address, ...login })).profiles.length, 2)
    assert.ok(!asked.some((operation) => operation.endsWith('!')), asked.join())
  }
})

test('an old device without GetServices is asked for its capabilities', async (t) => {
  const { address, asked } = await device(t, { knowsServices: false })
  assert.equal((await devices.ask({ address, ...login })).profiles.length, 2)
  assert.ok(asked.includes('GetCapabilities'))
})

test('a device without credentials, and one with a single profile', async (t) => {
  const started = await startOnvifDevice({ profiles: [profile('only', 1280)] })
  t.after(() => started.stop())
  const told = await devices.ask({ address: started.address, user: '', password: '' })
  assert.deepEqual(
    told.profiles.map(({ token }) => token),
    ['only'],
  )
})

test('wrong credentials, and none, are told as that', async (t) => {
  const { address } = await device(t)
  await refused(address, 'login', /refuses user and password/, { user: 'viewer', password: 'wrong' })
  await refused(address, 'login', /asks for user and password/, { user: '', password: '' })
})

test('nobody there, and what is no device, are told as that', async (t) => {
  const { address, stop } = await device(t)
  await stop()
  await refused(address, 'address', /connection refused/)
  await refused((await device(t, { misbehaves: 'page' })).address, 'device', /no ONVIF device/)
  await refused('rtsp://127.0.0.1/', 'address', /must be a web address/)
  await refused((await device(t, { profiles: [] })).address, 'device', /cannot be read|no video/)
})

test('addresses that media sources may not have are not dialled', async (t) => {
  const { address, asked } = await device(t)
  for (const bad of [address, address.replace('127.0.0.1', '[::ffff:7f00:1]'), 'http://169.254.169.254/'])
    await assert.rejects(
      strict.ask({ address: bad, ...login }),
      (error) => error instanceof OnvifError && /VIGIA_MEDIA_ALLOW/.test(error.message),
    )
  assert.deepEqual(asked, [])
})

test('a device that says its services are elsewhere is asked at its own address all the same', async (t) => {
  let visits = 0
  const elsewhere = createServer((_, response) => {
    visits++
    response.end()
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.2', resolve))
  t.after(() => void elsewhere.close())
  const { port } = elsewhere.address() as AddressInfo
  const { address } = await device(t, { says: `127.0.0.2:${port}` })
  const told = await devices.ask({ address, ...login })
  assert.equal(told.profiles.length, 2)
  assert.deepEqual(
    told.profiles.map(({ snapshot }) => snapshot),
    [undefined, undefined],
    'pictures at another host are not offered',
  )
  assert.equal(visits, 0)
})

test('a stream at another host is refused: the password would go there', async (t) => {
  for (const host of ['10.0.0.66', '169.254.169.254', '127.0.0.2', 'example.org']) {
    const profiles = [profile('main', 1920, { rtsp: `rtsp://u:p@${host}:554/live` })]
    await refused((await device(t, { profiles })).address, 'device', new RegExp(`another host, ${host};`))
  }
})

const HOSTILE: [Misbehaviour, RegExp][] = [
  ['endless', /more than two megabytes/],
  ['silent', /no answer in time/],
  ['trickle', /no whole answer within 20 s/],
  ['bomb', /cannot be read/],
  ['nonsense', /cannot be read/],
  ['slow text', /cannot be read|no whole answer/],
  ['deep', /cannot be read/],
]
for (const [misbehaves, words] of HOSTILE)
  test(`a device that answers with what is ${misbehaves} is given up, and no memory is kept`, async (t) => {
    const { address } = await device(t, { misbehaves })
    const before = process.memoryUsage.rss()
    await assert.rejects(devices.ask({ address, ...login }), (error) => {
      assert.ok(error instanceof OnvifError, String(error))
      assert.match(error.message, words)
      return true
    })
    assert.ok(process.memoryUsage.rss() - before < 400e6)
  })

test('a server that accepts and says nothing holds up four questions at most', async (t) => {
  const silent = await startSilentServer()
  t.after(() => silent.stop())
  const address = `http://127.0.0.1:${silent.port}/`
  const asking = Array.from({ length: 5 }, () =>
    devices.ask({ address, ...login }).catch((error: Error) => error.message),
  )
  assert.match(String(await asking[4]), /several devices are being asked/)
  for (const words of await Promise.all(asking.slice(0, 4))) assert.match(String(words), /no answer in time/)
})

test('devices are found by multicast, each once, with what they say; one that answers nonsense hides no other', async (t) => {
  const found = {
    endpoint: 'urn:uuid:0b6f6a4e-0000-4000-8000-00000000c001',
    addresses: 'http://10.9.9.9/onvif/device_service http://127.0.0.1:8899/onvif/device_service ftp://x',
    name: 'North gate & yard',
    hardware: 'SIM-1',
    location: 'Straße 1',
  }
  const starts = [
    found,
    found,
    { ...found, nonsense: '<a' },
    { ...found, nonsense: '\0'.repeat(100) },
    { ...found, endpoint: 'urn:uuid:none', addresses: 'file:///etc/passwd' },
  ]
  for (const one of starts) {
    const { stop } = await startDiscoverable({ ...one, name: one.name.replaceAll('&', '+') })
    t.after(stop)
  }
  const told = (await devices.discover(2)).filter(({ endpoint }) => endpoint.startsWith('urn:uuid:'))
  assert.deepEqual(told, [
    {
      name: 'North gate + yard',
      hardware: 'SIM-1',
      location: 'Straße 1',
      addresses: ['http://127.0.0.1:8899/onvif/device_service', 'http://10.9.9.9/onvif/device_service'],
      endpoint: found.endpoint,
    },
  ])
})

test('one look at a time, none where it is switched off, and none on networks that media sources may not be on', async (t) => {
  const asked = await startDiscoverable({
    endpoint: 'urn:uuid:x',
    addresses: 'http://127.0.0.1/',
    name: 'n',
    hardware: 'h',
    location: 'l',
  })
  t.after(() => asked.stop())
  const [first, second] = await Promise.allSettled([devices.discover(1), devices.discover(1)])
  assert.equal(first.status, 'fulfilled')
  assert.match(String((second as PromiseRejectedResult).reason), /already/)
  const probes = asked.probes()
  assert.ok(probes > 0)
  assert.deepEqual(
    (await strict.discover(1)).filter(({ endpoint }) => endpoint === 'urn:uuid:x'),
    [],
  )
  const elsewhere = new OnvifDevices({ policy: loopback, discovery: ['eth77'], log })
  assert.deepEqual(await elsewhere.discover(1), [])
  const off = new OnvifDevices({ policy: loopback, discovery: [], log })
  await assert.rejects(off.discover(1), /VIGIA_ONVIF_DISCOVERY/)
  assert.equal(asked.probes(), probes)
})
