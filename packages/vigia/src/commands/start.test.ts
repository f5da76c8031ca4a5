/** `vigia start` as a process: what it says and leaves behind when it cannot start. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { tempFolder } from '@vigia/testing'

const PROGRAM = fileURLToPath(new URL('../../bin/vigia.mjs', import.meta.url))
/** Kept between runs, outside of version control: the model's package is 20 MB. */
const MODELS = fileURLToPath(new URL('../../../../.cache/models', import.meta.url))

let folder: Awaited<ReturnType<typeof tempFolder>>
let data = ''
before(async () => {
  folder = await tempFolder()
  data = join(folder.path, 'data')
  await mkdir(data, { mode: 0o755 })
  await mkdir(MODELS, { recursive: true })
  await symlink(MODELS, join(data, 'models'))
})
after(() => folder.remove())

function start(args: string[], env: Record<string, string> = {}): Promise<{ code: number; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, 'start', ...args], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      // The very first start of a machine fetches the model.
      timeout: 150_000,
    })
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, err }))
  })
}

test('a port in use: the port is named, the first password is not lost, and only the user may read the data', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const address = holder.address()
  const port = String(typeof address === 'object' ? address?.port : '')
  const { code, err } = await start(['--port', port, '--data', data])
  holder.close()
  assert.equal(code, 1)
  assert.match(err, new RegExp(`^vigia: Port ${port} of 127\\.0\\.0\\.1 is in use\\.$`, 'm'))
  assert.match(err, /what to do: .*--port/)
  assert.match(err, /^The password of user admin is \S{16} /m)
  for (const file of ['vigia.db', 'secret.key', 'lock.db'])
    assert.equal((await stat(join(data, file))).mode & 0o777, 0o600, file)
})

test('a port for encoders that was set and is in use keeps the server from starting, by its own name', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const address = holder.address()
  const port = String(typeof address === 'object' ? address?.port : '')
  const { code, err } = await start(['--port', '0', '--data', data], { VIGIA_RTMP_PORT: port })
  holder.close()
  assert.equal(code, 1)
  assert.match(
    err,
    new RegExp(`^vigia: Port ${port} of 127\\.0\\.0\\.1 cannot be used for pushed streams`, 'm'),
  )
  assert.match(err, /what to do: .*VIGIA_RTMP_PORT/)
})

test('what cannot be used is told in one line with a remedy, without a stack', async () => {
  const file = join(folder.path, 'file')
  await writeFile(file, '')
  const broken = join(folder.path, 'broken')
  await mkdir(broken)
  await writeFile(join(broken, 'vigia.db'), 'x'.repeat(10_000))
  for (const [args, env, exit, pattern] of [
    [['--data', file], {}, 1, /data folder .* cannot be used/],
    [['--data', broken], {}, 1, /database .* cannot be used: file is not a database/],
    [['--data', data, '--host', '203.0.113.5'], {}, 1, /203\.0\.113\.5 is no address of this machine/],
    [['--data', data], { VIGIA_FFMPEG: '/nonexistent' }, 1, /\/nonexistent was not found.*VIGIA_FFMPEG/],
    [['--data', data], { VIGIA_LOG_LEVEL: 'loud' }, 2, /VIGIA_LOG_LEVEL is "loud".*trace/],
    [['--data', data], { VIGIA_SLOTS: '0' }, 2, /VIGIA_SLOTS is "0"/],
  ] as const) {
    const { code, err } = await start(['--port', '0', ...args], env)
    assert.equal(code, exit, err)
    assert.match(err, pattern)
    assert.match(err, /\n {2}what to do: \S/)
    assert.doesNotMatch(err, /\n\s+at /)
  }
})

test('a command whose reader goes away ends quietly', async () => {
  const script = `"${process.execPath}" "${PROGRAM}" jobs --help | true; exit "\${PIPESTATUS[0]}"`
  const code = await new Promise((resolve) =>
    spawn('bash', ['-c', script], { stdio: ['ignore', 'ignore', 'ignore'] }).once('close', resolve),
  )
  assert.equal(code, 0)
})
