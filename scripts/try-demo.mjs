/**
 * Runs the README's first command as a newcomer would, until an alarm is printed, and ends it with Ctrl-C's signal.
 * Fails when no alarm comes within a minute after Vigia said that it is ready, or when it does not end cleanly.
 */
import { spawn } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Installing, building, fetching the detector and drawing the street, on a slow machine. */
const READY_MS = 15 * 60_000
const ALARM_MS = 60_000
const END_MS = 30_000

const data = await mkdtemp(join(tmpdir(), 'vigia-demo-'))
// The detector is fetched into the folder where the tests look for it, the street goes there in the end: once is enough.
const cache = new URL('../.cache/', import.meta.url).pathname
await mkdir(join(cache, 'models'), { recursive: true })
await symlink(join(cache, 'models'), join(data, 'models'))
const env = { ...process.env, VIGIA_PORT: '0', VIGIA_DATA_DIR: data }
// A group of its own: npm, bash and vigia all get the signal, as from a terminal.
const demo = spawn('npm', ['run', 'demo'], { env, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
const ended = new Promise((done) => demo.once('exit', (code, signal) => done(code ?? signal)))
let text = ''
const waiting = new Set()
demo.stdout.setEncoding('utf8').on('data', (more) => {
  process.stdout.write(more)
  text += more
  for (const look of waiting) look()
})

function until(what, pattern, limitMs) {
  return new Promise((found, failed) => {
    const fail = (why) => failed(new Error(`${what}: ${why}`))
    const timer = setTimeout(() => fail(`not within ${limitMs / 1000} s`), limitMs)
    const look = () => {
      if (!pattern.test(text)) return
      clearTimeout(timer)
      waiting.delete(look)
      found()
    }
    waiting.add(look)
    look()
    void ended.then((code) => fail(`the demo ended with ${code}`))
  })
}

/** The labels first: where the video is they are expected. */
async function keepStreet() {
  const scenes = join(cache, 'scenes')
  await mkdir(scenes, { recursive: true })
  const drawn = (await readdir(join(data, 'demo')))
    .filter((file) => /^scene-\w+\.(json|mp4)$/.test(file))
    .sort()
  for (const file of drawn) await copyFile(join(data, 'demo', file), join(scenes, file))
}

try {
  await until(
    'the address and the sign-in',
    /Vigia is ready[\s\S]*API reference +http\S+\/docs[\s\S]*Password +\S/,
    READY_MS,
  )
  await until('an alarm', /intrusion: a person /, ALARM_MS)
  process.kill(-demo.pid, 'SIGINT')
  const late = setTimeout(() => process.kill(-demo.pid, 'SIGKILL'), END_MS)
  const code = await ended
  clearTimeout(late)
  if (code !== 0 && code !== 'SIGINT' && code !== 130) throw new Error(`the demo ended with ${code}`)
  await keepStreet()
  console.log('The demo works: an alarm came.')
} catch (error) {
  if (demo.exitCode === null && demo.signalCode === null) process.kill(-demo.pid, 'SIGKILL')
  console.error(`The demo does not work: ${error.message}`)
  process.exitCode = 1
} finally {
  await rm(data, { recursive: true, force: true })
}
