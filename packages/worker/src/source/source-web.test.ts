/** Web sources against hostile and encrypted servers: what FFmpeg is made to dial, and what is said of it. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer as createHttp, type RequestListener, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, createServer as createTcp } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { type Clip, makeClip, runCommand, tempFolder, waitFor } from '@vigia/testing'
import { openForTest, take } from './test-sources.js'
import { SourceError } from './types.js'

let clip: Clip
before(async () => {
  clip = await makeClip({ seconds: 2, width: 160, height: 90, fps: 25 })
})
after(() => clip.remove())

async function listen(server: Server | ReturnType<typeof createTcp>, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return (server.address() as AddressInfo).port
}

const refused = async (url: string): Promise<SourceError> => {
  const { source } = openForTest(url, { policy: addressPolicy('media', '127.0.0.1') })
  return take(source).then(
    () => assert.fail('it was read'),
    (error: unknown) => {
      assert.ok(error instanceof SourceError, String(error))
      return error
    },
  )
}

test('a playlist over TLS with its key and segments at https addresses is read', async () => {
  const folder = await tempFolder()
  const file = (name: string) => join(folder.path, name)
  const subject = ['-nodes', '-days', '2', '-subj', '/CN=localhost']
  await runCommand('openssl', [
    ...[
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      ...subject,
      '-keyout',
      file('tls.key'),
      '-out',
      file('tls.pem'),
    ],
  ])
  const tls = { key: await readFile(file('tls.key')), cert: await readFile(file('tls.pem')) }
  const asked: string[] = []
  const server = createHttps(tls, (request, answer) => {
    asked.push(`${request.headers.host}${request.url}`)
    if (request.url === '/old.m3u8') answer.writeHead(302, { location: '/list.m3u8' }).end()
    else
      readFile(file(String(request.url).slice(1))).then(
        (bytes) => answer.end(bytes),
        () => answer.writeHead(404).end(),
      )
  })
  const port = await listen(server)
  const base = `https://127.0.0.1:${port}`
  await runCommand('openssl', ['rand', '-out', file('k.bin'), '16'])
  await runCommand('bash', ['-c', `printf '%s\\n%s\\n' ${base}/k.bin ${file('k.bin')} > ${file('k.info')}`])
  const hls = ['-f', 'hls', '-hls_time', '1', '-hls_list_size', '0', '-hls_base_url', `${base}/`]
  await runCommand('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-i', clip.file, '-c', 'copy', ...hls],
    ...['-hls_key_info_file', file('k.info'), '-hls_segment_filename', file('s%d.ts'), file('list.m3u8')],
  ])
  try {
    const frames = await take(openForTest(`${base}/old.m3u8`).source)
    assert.ok(frames.length >= 8, `${frames.length} frames`)
    assert.ok(asked.includes(`127.0.0.1:${port}/k.bin`))

    const url = `${base}/list.m3u8`
    const { source, states } = openForTest(url, { locate: async () => ({ url, verify: true }) })
    const none = take(source)
    await waitFor(() => states.length > 0, 60_000, 'the refusal of its certificate')
    assert.match(states[0]?.kind === 'lost' ? states[0].status : '', /its certificate is not valid$/)
    await source.close()
    assert.deepEqual(await none, [])
  } finally {
    server.closeAllConnections()
    server.close()
    await folder.remove()
  }
})

test('nothing that a playlist names is dialled past the checks', async () => {
  let dialled = 0
  const victim = createTcp((socket) => {
    dialled++
    socket.destroy()
  })
  // Another loopback address than the allowed one.
  const inner = `127.0.0.9:${await listen(victim, '127.0.0.9')}`
  const segment = '#EXTINF:2,\na.ts\n#EXT-X-ENDLIST\n'
  const lists = [
    `#EXT-X-KEY:METHOD=AES-128,URI="httpproxy://${inner}/k:80"\n${segment}`,
    `#EXT-X-MAP:URI="httpproxy://${inner}/k:80"\n${segment}`,
    `#EXTINF:2,\nhttp://${inner}/a.ts\n#EXT-X-ENDLIST\n`,
    `#EXTINF:2,\ntcp://${inner}\n#EXT-X-ENDLIST\n`,
    `#EXTINF:2,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n`,
    '#EXT-X-STREAM-INF:BANDWIDTH=1\nfile:///etc/passwd\n',
    '#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://[zz/\n',
  ]
  const server = createHttp((request, answer) =>
    answer.end(`#EXTM3U\n#EXT-X-TARGETDURATION:2\n${lists[Number(String(request.url).slice(1))]}`),
  )
  const port = await listen(server)
  try {
    for (const i of lists.keys()) {
      const { code } = await refused(`http://127.0.0.1:${port}/${i}`)
      assert.ok(['SOURCE.NOT_VIDEO', 'SOURCE.REFUSED', 'SOURCE.UNSUPPORTED'].includes(code), `${i}: ${code}`)
    }
    assert.equal(dialled, 0)
  } finally {
    server.close()
    victim.close()
  }
})

test('a playlist made to keep a pattern busy is read at once', async () => {
  const busy: RequestListener = (_, answer) =>
    answer.end(`#EXTM3U\n${'#EXT-X-STREAM-INF\n'.repeat(7_000)}${'\n'.repeat(90_000)}#`)
  const server = createHttp(busy)
  const port = await listen(server)
  try {
    const { source, states } = openForTest(`http://127.0.0.1:${port}/`, { frameTimeoutMs: 2_000 })
    const reading = take(source).catch(() => undefined)
    for (const end = Date.now() + 20_000; states.length === 0 && Date.now() < end; )
      await new Promise((resolve) => setTimeout(resolve, 50))
    await source.close()
    await reading
    assert.ok(states.length > 0)
  } finally {
    server.close()
  }
})

test('an address that is none, and a user that cannot be decoded, are answered in words', async () => {
  assert.equal((await refused('http://256.1.1.1/')).code, 'SOURCE.UNSUPPORTED')
  const server = createHttp((_, answer) => answer.end('no video'))
  const port = await listen(server)
  try {
    assert.equal((await refused(`http://%zz:x@127.0.0.1:${port}/`)).code, 'SOURCE.NOT_VIDEO')
  } finally {
    server.close()
  }
})
