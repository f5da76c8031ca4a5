/** Files of FTP servers, a real one and hostile ones. */
import assert from 'node:assert/strict'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { after, before, test } from 'node:test'
import { addressPolicy } from '@vigia/core'
import { type Clip, makeClip, startFtpServer, waitFor } from '@vigia/testing'
import { childCommandLines, openForTest, take } from './test-sources.js'
import { SourceError, type SourceOptions } from './types.js'

let clip: Clip
before(async () => {
  clip = await makeClip({ seconds: 4, width: 320, height: 180, fps: 25 })
})
after(() => clip.remove())

const fails = (url: string, change: Partial<SourceOptions> = {}): Promise<SourceError> =>
  take(openForTest(url, change).source).then(
    () => assert.fail('it was read'),
    (error: unknown) => {
      assert.ok(error instanceof SourceError, String(error))
      return error
    },
  )

test('a file with its index at its end is read with a password, which is in no argument list', async () => {
  const server = await startFtpServer({ folder: clip.dir, user: 'uploads', password: 'p@ss:/%ä' })
  try {
    const { source } = openForTest(server.url('clip.mp4'))
    const lines: string[] = []
    let frames = 0
    for await (const frame of source.frames()) {
      frames++
      assert.equal(frame.width, 320)
      lines.push(...(await childCommandLines()))
    }
    assert.equal(frames, 20)
    assert.ok(lines.some((line) => line.includes('ffmpeg')))
    for (const line of lines) assert.doesNotMatch(line, /p%40ss|p@ss|uploads|clip\.mp4/)
    const wrong = await fails(server.url('clip.mp4').replace(/:[^@/]*@/, ':wrong@'))
    assert.deepEqual([wrong.code, wrong.message], ['SOURCE.UNAUTHORIZED', 'Wrong user or password'])
    assert.equal((await fails(server.url('none.mp4'))).code, 'SOURCE.NOT_FOUND')
  } finally {
    await server.stop()
  }
})

test('anybody may read where no user is named; over IPv6; from a server that knows no EPSV', async () => {
  for (const options of [{}, { host: '::1' }, { without: ['EPSV', 'MLSD'] }]) {
    const server = await startFtpServer({ folder: clip.dir, ...options })
    try {
      const policy = addressPolicy('media', '127.0.0.0/8,::1')
      const { source } = openForTest(server.url('clip.mp4'), { policy })
      assert.equal((await take(source)).length, 20, JSON.stringify(options))
    } finally {
      await server.stop()
    }
  }
})

test('a server that cannot begin in the middle: said with the remedy', async () => {
  const server = await startFtpServer({ folder: clip.dir, without: ['REST'] })
  try {
    const { message } = await fails(server.url('clip.mp4'))
    assert.match(message, /^Its index lies at its end and the server sends no parts of files/)
  } finally {
    await server.stop()
  }
})

test('the data connection goes to the checked address, whatever the server names', async () => {
  const server = await startFtpServer({ folder: clip.dir, without: ['EPSV'], masquerade: '127.0.0.9' })
  try {
    assert.equal((await take(openForTest(server.url('clip.mp4')).source)).length, 20)
  } finally {
    await server.stop()
  }
})

test('where an operator allowed one port, the data connection goes nowhere else', async () => {
  const server = await startFtpServer({ folder: clip.dir })
  try {
    const policy = addressPolicy('media', '', [{ address: '127.0.0.1', port: server.port }])
    assert.equal((await fails(server.url('clip.mp4'), { policy })).code, 'SOURCE.REFUSED')
  } finally {
    await server.stop()
  }
})

test('ftp to loopback is refused where no operator allows it', async () => {
  const error = await fails('ftp://127.0.0.1/a.mp4', { policy: addressPolicy('media', '') })
  assert.match(error.message, /VIGIA_MEDIA_ALLOW/)
})

test('an address that would begin another command, or names no file, is refused', async () => {
  for (const url of [
    'ftp://a%0d%0aDELE%20x:b@127.0.0.1/a.mp4',
    'ftp://127.0.0.1/a%0Ab.mp4',
    'ftp://127.0.0.1/',
    'ftp://127.0.0.1',
  ])
    assert.equal((await fails(url)).code, 'SOURCE.UNSUPPORTED', url)
})

async function hostile(behave: (socket: Socket) => void): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    behave(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `ftp://127.0.0.1:${(server.address() as AddressInfo).port}/a.mp4`, server }
}

for (const [what, behave, words] of [
  ['never greets', () => undefined, /timed out/],
  ['speaks something else', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), /was cut/],
  ['greets without end', (socket) => flood(socket), /was cut|timed out/],
  ['is full', (socket) => socket.write('421 later\r\n'), /too many users/],
] as const satisfies [string, (socket: Socket) => unknown, RegExp][])
  test(`a server that ${what} is tried again, in words`, async () => {
    const { url, server } = await hostile(behave)
    const { source, states } = openForTest(url, { frameTimeoutMs: 500 })
    const reading = take(source).catch(() => [])
    try {
      await waitFor(() => states.length > 0, 60_000, 'the first failure')
      assert.match(JSON.stringify(states[0]), words)
    } finally {
      await source.close()
      await reading
      server.close()
    }
  })

function flood(socket: Socket): void {
  const more = () => {
    while (!socket.destroyed && socket.write('220-hello hello hello\r\n'.repeat(100)));
    socket.once('drain', more)
  }
  more()
}
