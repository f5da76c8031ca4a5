import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { lockDataFolder } from './data-folder-lock.js'

async function tempFolder(t: { after(fn: () => Promise<void>): void }): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'vigia-lock-'))
  t.after(() => rm(dir, { recursive: true }))
  return dir
}

test('a folder has one holder, named to whoever comes second, and is free after the release', async (t) => {
  const dir = await tempFolder(t)
  const lock = await lockDataFolder(dir)
  await assert.rejects(lockDataFolder(dir), new RegExp(`in use by process ${process.pid};`))
  await lock.release()
  await (await lockDataFolder(dir)).release()
})

test('of many who try at the same moment one gets it', async (t) => {
  const dir = await tempFolder(t)
  const ends = await Promise.allSettled(Array.from({ length: 10 }, () => lockDataFolder(dir)))
  const won = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
  assert.equal(won.length, 1)
  await won[0]?.release()
})

test('a killed holder leaves nothing behind, a living one of another process is named', async (t) => {
  const dir = await tempFolder(t)
  const module = new URL('./data-folder-lock.js', import.meta.url).href
  const script = `import { lockDataFolder } from ${JSON.stringify(module)}
    await lockDataFolder(${JSON.stringify(dir)}); console.log('held'); setInterval(() => undefined, 1e6)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(async () => {
    child.kill('SIGKILL')
  })
  await once(child.stdout, 'data')
  await assert.rejects(lockDataFolder(dir), new RegExp(`in use by process ${child.pid};`))
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
  await (await lockDataFolder(dir)).release()
})

test('a pid file left by a process that is long gone holds nobody up', async (t) => {
  const dir = await tempFolder(t)
  await writeFile(join(dir, 'lock.pid'), `${process.pid}\n`)
  await (await lockDataFolder(dir)).release()
})
