/** Playlists and answers of hostile web servers: nothing they name is opened or dialled, nothing of theirs lasts or swells. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer as createHttp, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createGzip } from 'node:zlib'
import { addressPolicy } from '@vigia/core'
import { type Clip, makeClip, waitFor } from '@vigia/testing'
import { childCommandLines, openForTest, take } from './test-sources.js'
import { SourceError } from './types.js'

/** Another loopback address than the allowed one: what a playlist must not reach. */
const INNER = '127.0.0.9'
const DECIMAL = String(((127 * 256 + 0) * 256 + 0) * 256 + 9)

let clip: Clip
let victim: Server
let dialled = 0
let inner = ''
before(async () => {
  clip = await makeClip({ seconds: 2, width: 160, height: 90, fps: 10, name: 'clip.ts' })
  victim = createTcp((socket) => {
    dialled++
    socket.destroy()
  })
  await new Promise<void>((resolve) => victim.listen(0, INNER, resolve))
  inner = String((victim.address() as AddressInfo).port)
})
after(async () => {
  victim.close()
  await clip.remove()
})

type Answer = (answer: ServerResponse) => unknown

async function serving<T>(
  answers: Answer | Record<string, Answer>,
  act: (base: string) => Promise<T>,
): Promise<T> {
  const server = createHttp((request, answer) => {
    answer.on('error', () => undefined)
    const one = typeof answers === 'function' ? answers : answers[request.url ?? '']
    if (one) one(answer)
    else answer.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** The first outcome: an error's code, what is waited for, or the frames that came. */
async function outcomeOf(url: string, frameTimeoutMs = 4_000): Promise<string> {
  const policy = addressPolicy('media', '127.0.0.1')
  const { source, states } = openForTest(url, {
    policy,
    frameTimeoutMs,
    ladderMs: [60_000],
    mediaDirs: [clip.dir],
  })
  let over: string | undefined
  const reading = take(source, (frames) => frames.length >= 2).then(
    (frames) => {
      over = `${frames.length} frames`
    },
    (error: unknown) => {
      over = error instanceof SourceError ? error.code : String(error)
    },
  )
  try {
    return await waitFor(
      () => over ?? states.map((state) => (state.kind === 'lost' ? state.status : '')).find(Boolean),
      60_000,
      `an end of ${url}`,
    )
  } finally {
    await source.close()
    await reading
  }
}

const REFUSED = /^SOURCE\.(NOT_VIDEO|NOT_FOUND|REFUSED|UNSUPPORTED)$|^waiting for /
const list = (body: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:2\n${body}`
const segment = (url: string) => list(`#EXTINF:2,\n${url}\n#EXT-X-ENDLIST\n`)
const key = (url: string) =>
  list(`#EXT-X-KEY:METHOD=AES-128,URI="${url}"\n#EXTINF:2,\nclip.ts\n#EXT-X-ENDLIST\n`)
const map = (url: string) => list(`#EXT-X-MAP:URI="${url}"\n#EXTINF:2,\nclip.ts\n#EXT-X-ENDLIST\n`)
const variant = (url: string) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${url}\n`
const bytes = (url: string) => list(`#EXTINF:2,\n#EXT-X-BYTERANGE:20000@0\n${url}\n#EXT-X-ENDLIST\n`)
const sound = (url: string) =>
  `#EXTM3U\n#EXT-X-MEDIA:TYPE=VIDEO,GROUP-ID="a",NAME="a",DEFAULT=YES,URI="${url}"\n#EXT-X-STREAM-INF:BANDWIDTH=1,VIDEO="a"\n${url}\n`

test('nothing that a playlist names is opened or dialled', async () => {
  const file = clip.file
  const targets = [
    `file://${file}`,
    `file:${file}`,
    file,
    'data:video/mp2t;base64,AAAA',
    `subfile,,start,0,end,0,,:${file}`,
    `crypto:${file}`,
    `crypto+file:${file}`,
    `concat:${file}|${file}`,
    `unix:/tmp/none`,
    `cache:${file}`,
    `async:${file}`,
    'pipe:0',
    'fd:6',
    '/dev/fd/0',
    `http://${INNER}:${inner}/a.ts`,
    `http://${DECIMAL}:${inner}/a.ts`,
    `http://0x7f000009:${inner}/a.ts`,
    `http://[::ffff:${INNER}]:${inner}/a.ts`,
    `http://user@${INNER}:${inner}/a.ts`,
    `HTTP://${INNER}:${inner}/a.ts`,
    `//${INNER}:${inner}/a.ts`,
    `https://${INNER}:${inner}/a.ts`,
    `http://tls-by-vigia.${INNER}:${inner}/a.ts`,
    `httpproxy://${INNER}:${inner}/a.ts`,
    `tcp://${INNER}:${inner}`,
    `tls://${INNER}:${inner}`,
    `udp://${INNER}:${inner}`,
    `rtmp://${INNER}:${inner}/a/b`,
    `rtsp://${INNER}:${inner}/a`,
    `ftp://${INNER}:${inner}/a.ts`,
    'http://169.254.169.254/latest/meta-data/',
    '/to-the-inner',
  ]
  const ways = [segment, key, map, variant, bytes, sound]
  // The ways take turns; a file of ours is the worst that can be named, so it is tried in all of them.
  const lists = [
    ...ways.map((way) => way(`file://${file}`)),
    ...targets.map((target, i) => ways[i % ways.length]!(target)),
  ]
  const answers: Record<string, Answer> = {
    '/clip.ts': async (answer) => answer.end(await readFile(file)),
    '/to-the-inner': (answer) => answer.writeHead(302, { location: `http://${INNER}:${inner}/a.ts` }).end(),
  }
  for (const [i, text] of lists.entries()) answers[`/${i}.m3u8`] = (answer) => answer.end(text)
  await serving(answers, async (base) => {
    let next = 0
    const work = async () => {
      for (let i = next++; i < lists.length; i = next++) {
        const outcome = await outcomeOf(`${base}/${i}.m3u8`)
        assert.match(outcome, REFUSED, `${lists[i]}: ${outcome}`)
      }
    }
    await Promise.all([work(), work(), work(), work()])
    // The same server, honest: it is no fault of the tests that nothing was read.
    assert.equal(await outcomeOf(`${base}/clip.ts`), '2 frames')
  })
  assert.equal(dialled, 0)
})

test('scripts, session descriptions and manifests are no video, from the web or from disk', async () => {
  const texts = {
    'script.mp4': `ffconcat version 1.0\nfile '${clip.file}'\n`,
    'session.mp4': `v=0\no=- 1 1 IN IP4 ${INNER}\ns=x\nc=IN IP4 ${INNER}\nt=0 0\nm=video ${inner} RTP/AVP 96\n`,
    'plain.m3u': `${clip.file}\n`,
    'manifest.mpd': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1"><BaseURL>http://${INNER}:${inner}/</BaseURL><SegmentList><SegmentURL media="a.mp4"/></SegmentList></Representation></AdaptationSet></Period></MPD>`,
    'list.ffmeta': ';FFMETADATA1\n',
    'redirect.asx': `<asx><entry><ref href="http://${INNER}:${inner}/"/></entry></asx>`,
  }
  for (const [name, text] of Object.entries(texts)) {
    assert.equal(
      await serving(
        (answer) => answer.end(text),
        (base) => outcomeOf(`${base}/${name}`),
      ),
      'SOURCE.NOT_VIDEO',
    )
    await writeFile(join(clip.dir, name), text)
    assert.equal(await outcomeOf(`file://${clip.dir}/${name}`), 'SOURCE.NOT_VIDEO', name)
  }
  assert.equal(dialled, 0)
})

const zeros = Buffer.alloc(64 * 1024)
function endless(answer: ServerResponse, chunk: Buffer | string = zeros): void {
  const more = () => {
    while (!answer.destroyed && answer.write(chunk));
    if (!answer.destroyed) answer.once('drain', more)
  }
  more()
}
const million = Array.from({ length: 1_000_000 }, (_, i) => `#EXTINF:2,\n${i}.ts\n`).join('')
const bombs: [string, Answer][] = [
  ['zeros without end', (answer) => endless(answer)],
  ['a playlist without end', (answer) => endless(answer, `#EXTM3U\n${'#EXTINF:2,\na.ts\n'.repeat(1_000)}`)],
  ['a line without end', (answer) => endless(answer, `#EXTM3U${'a'.repeat(60_000)}`)],
  ['a playlist of a million lines', (answer) => answer.end(`#EXTM3U\n#EXT-X-TARGETDURATION:2\n${million}`)],
  [
    'a compressed body that swells',
    (answer) => {
      answer.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'video/mp2t' })
      const gzip = createGzip()
      gzip.on('error', () => undefined).pipe(answer)
      let left = 8_000
      const more = () => {
        while (left-- > 0 && !answer.destroyed) if (!gzip.write(zeros)) return void gzip.once('drain', more)
        gzip.end()
      }
      more()
    },
  ],
  [
    'a head without end',
    (answer) => answer.socket?.write(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(200_000)}`),
  ],
  ['a length that lies', (answer) => answer.writeHead(200, { 'content-length': '9'.repeat(15) }).write('x')],
  ['a byte a second', (answer) => void setInterval(() => answer.write('G'), 1_000).unref()],
]
for (const [what, bomb] of bombs)
  test(`${what}: an end in time, in little memory`, async () => {
    const before = process.memoryUsage.rss()
    const outcome = await serving(bomb, (base) => outcomeOf(`${base}/a.ts`, 2_000))
    assert.match(outcome, REFUSED, outcome)
    const grown = (process.memoryUsage.rss() - before) / 2 ** 20
    assert.ok(grown < 400, `${grown} MB more`)
    assert.deepEqual(
      (await childCommandLines()).filter((line) => /ff(mpeg|probe)/.test(line)),
      [],
    )
  })
