/** Whatever way an address comes in and however it is written, it is judged by where it leads when it is dialled. */
import assert from 'node:assert/strict'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { addressPolicy, OnvifError } from '@vigia/core'
import { waitFor } from '@vigia/testing'
import { OnvifDevices } from '../onvif/index.js'
import { AttemptError } from '../source/index.js'
import { untilReturn } from '../source/knock.js'
import { openForTest, take } from '../source/test-sources.js'
import { leadNames } from '../source/testing/names.js'
import { SourceError, type SourceOptions } from '../source/types.js'
import { restfulLocator } from './restful.js'
import { VcnSessions, vcnLocator } from './vcn/index.js'

/** Listens on every address of this machine and counts who comes. */
let victim: Server
let port = 0
let visits = 0
before(async () => {
  victim = createServer((socket: Socket) => {
    visits++
    socket.destroy()
  })
  await new Promise<void>((resolve) => victim.listen(0, '::', resolve))
  port = (victim.address() as AddressInfo).port
})
after(() => void victim.close())

/** Names of an attacker, by where they lead. */
const LEADS: Record<string, string[]> = {
  'inside.test': ['127.0.0.1'],
  'mapped.test': ['::ffff:127.0.0.1'],
  'linked.test': ['fe80::1%eth0'],
  'nothing.test': ['0.0.0.0'],
  'clouds.test': ['169.254.169.254'],
  'mixed.test': ['93.184.216.34', '127.0.0.1'],
}
const WRITTEN = [
  ...[
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    '0',
    'localhost',
    'LOCALHOST',
  ],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]'],
  ...['[2002:7f00:1::]', '[::127.0.0.1]', '[fe80::1]', '169.254.169.254', '[::ffff:a9fe:a9fe]', '2852039166'],
  ...['100.100.100.200', '[fd00:ec2::254]', '224.0.0.1', '255.255.255.255'],
  ...Object.keys(LEADS),
]

const media = addressPolicy('media', '')
const webhook = addressPolicy('webhook', '')
const never = new AbortController().signal

/** What a way says of an address; it resolves with nothing when it was let through. */
type Way = (host: string) => Promise<unknown>

const bySource =
  (scheme: string, path: string): Way =>
  (host) =>
    take(openForTest(`${scheme}://${host}:${port}${path}`, { policy: media }).source)

const byVcn: Way = async (host) => {
  const sessions = new VcnSessions({ policy: media, verify: 'never' })
  const server = { ip: host, port, username: 'u', password: 'p' }
  const locator = vcnLocator({ type: 'vcn', deviceId: '1#2', server }, sessions)
  try {
    return await locator.locate(never)
  } finally {
    locator.close?.()
    await sessions.close()
  }
}

const WAYS: Record<string, Way> = {
  rtsp: bySource('rtsp', '/live'),
  'rtsp with a user': (host) => WAYS.rtsp!(`u:p@${host}`),
  rtmp: bySource('rtmp', '/live/a'),
  http: bySource('http', '/a.mp4'),
  https: bySource('https', '/a.m3u8'),
  ftp: bySource('ftp', '/a.mp4'),
  restful: (host) =>
    restfulLocator(
      {
        type: 'restful',
        url: `http://${host}:${port}/`,
        headers: {},
        certificateCheck: false,
        rtspPathInResponse: 'url',
      },
      webhook,
    ).locate(never),
  vcn: byVcn,
  onvif: (host) =>
    new OnvifDevices({ policy: media, discovery: [], log: { info: () => undefined } }).ask({
      address: `http://${host}:${port}/onvif/device_service`,
      user: 'u',
      password: 'p',
    }),
}

for (const [way, dials] of Object.entries(WAYS))
  test(`${way}: no spelling and no name leads inside`, async () => {
    const names = leadNames((host) => LEADS[host])
    const before = visits
    try {
      for (const host of WRITTEN) {
        const error = await dials(host).then(
          () => assert.fail(`${host} was let through`),
          (error: unknown) => error,
        )
        assert.match(String(error), /VIGIA_(MEDIA|EGRESS)_ALLOW/, host)
        if (error instanceof AttemptError) assert.equal(error.failure.code, 'SOURCE.REFUSED', host)
        else if (error instanceof SourceError) assert.equal(error.code, 'SOURCE.REFUSED', host)
        else assert.ok(error instanceof OnvifError && error.about === 'address', `${host}: ${error}`)
      }
    } finally {
      names.restore()
    }
    assert.equal(visits, before)
  })

/** The first outcome of a source that may go on for ever. */
async function firstWords(options: Partial<SourceOptions>): Promise<string> {
  const { source, states } = openForTest('', { presumed: 'stream', ladderMs: [60_000], ...options })
  let over: string | undefined
  const reading = take(source).then(
    () => {
      over = 'the end'
    },
    (error: unknown) => {
      over = String(error)
    },
  )
  try {
    return await waitFor(
      () => over ?? states.flatMap((state) => (state.kind === 'lost' ? state.status : []))[0],
      60_000,
      'an outcome',
    )
  } finally {
    await source.close()
    await reading
  }
}

/** A web server on 127.0.0.1 that answers every path alike. */
async function serving<T>(
  answer: (path: string) => { location?: string; text: string },
  act: (port: number) => Promise<T>,
): Promise<T> {
  const server = createHttp((request, response) => {
    const { location, text } = answer(request.url ?? '')
    response
      .writeHead(location === undefined ? 200 : 302, location === undefined ? {} : { location })
      .end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await act((server.address() as AddressInfo).port)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('an address that a server hands out is dialled like one that a user gives', async () => {
  const names = leadNames((host) => LEADS[host])
  const before = visits
  let handed = ''
  try {
    await serving(
      () => ({ text: JSON.stringify({ url: handed }) }),
      async (asked) => {
        const locator = restfulLocator(
          {
            type: 'restful',
            url: `http://127.0.0.1:${asked}/`,
            headers: {},
            certificateCheck: false,
            rtspPathInResponse: 'url',
          },
          addressPolicy('webhook', '127.0.0.1'),
        )
        for (const [i, host] of WRITTEN.entries()) {
          handed = `${['rtsp', 'rtmp', 'http', 'https'][i % 4]}://${host}:${port}/a`
          const words = await firstWords({ locate: (signal) => locator.locate(signal), policy: media })
          assert.match(words, /^waiting for .*VIGIA_MEDIA_ALLOW/, handed)
        }
      },
    )
  } finally {
    names.restore()
  }
  assert.equal(visits, before)
})

/** May be dialled; `victim` listens there too, at its own port, which is not allowed. */
const OPEN = '127.0.0.1'
const INSIDE = '127.0.0.9'

test('a redirect, and what a playlist names, lead inside by no spelling and no name', async () => {
  const names = leadNames((host) => (host === 'inside.test' ? [INSIDE] : undefined))
  const before = visits
  const policy = addressPolicy('media', OPEN)
  const spelled = [
    INSIDE,
    '2130706441',
    '0x7f000009',
    '0177.0.0.011',
    `[::ffff:${INSIDE}]`,
    '[::1]',
    'inside.test',
  ]
  try {
    for (const host of spelled) {
      const target = `http://${host}:${port}/a.ts`
      const words = [
        await serving(
          () => ({ location: target, text: '' }),
          (at) => firstWords({ locate: async () => ({ url: `http://${OPEN}:${at}/a.mp4` }), policy }),
        ),
        await serving(
          (path) => (path === '/moved.ts' ? { location: target, text: '' } : { text: listOf('moved.ts') }),
          (at) => firstWords({ locate: async () => ({ url: `http://${OPEN}:${at}/a.m3u8` }), policy }),
        ),
      ]
      for (const said of words) assert.match(said, /VIGIA_MEDIA_ALLOW/, target)
    }
  } finally {
    names.restore()
  }
  assert.equal(visits, before)
})

const listOf = (segment: string): string =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${segment}\n#EXT-X-ENDLIST\n`

test('a name that turns inside between two look-ups is refused at the second', async () => {
  const policy = addressPolicy('media', OPEN)
  const before = visits
  const turning = leadNames((host, nth) => (host === 'turns.test' ? [nth === 0 ? OPEN : INSIDE] : undefined))
  try {
    await serving(
      () => ({ text: 'no video' }),
      async (at) => {
        // Asked what it is at the good address; the decoder would be led to the other one.
        const words = await firstWords({
          locate: async () => ({ url: `http://turns.test:${at}/a.mp4` }),
          presumed: 'file',
          policy,
        })
        assert.match(words, /127\.0\.0\.9 is a loopback address/)
      },
    )
    assert.equal(turning.asked(), 2)
  } finally {
    turning.restore()
  }
  assert.equal(visits, before)
})

const AWAY = { code: 'SOURCE.UNREACHABLE', reason: 'connection refused' } as const

test('who asks whether a lost source is back is led inside by nothing', async () => {
  const names = leadNames((host) => LEADS[host])
  const before = visits
  try {
    for (const host of WRITTEN)
      for (const scheme of ['rtsp', 'https'])
        await untilReturn({ url: `${scheme}://${host}:${port}/a`, policy: media }, AWAY, 30, never, 10)
  } finally {
    names.restore()
  }
  assert.equal(visits, before)
})
