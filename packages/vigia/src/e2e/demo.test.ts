/** Does `vigia start --demo` show alarms, as its reader is promised, and again at the next start? */
import assert from 'node:assert/strict'
import { copyFile, mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { alive } from './testing/processes.js'
import { streetClip } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia, type Vigia } from './testing/vigia.js'

const JOBS = ['demo-intrusion', 'demo-people-flow']
const ALARMS = [
  /^\d\d:\d\d:\d\d {2}demo-intrusion {2}intrusion: a person /m,
  /^\d\d:\d\d:\d\d {2}demo-people-flow {2}flow: /m,
]

test('vigia start --demo prints its addresses and then alarms, ends cleanly, and does so again', async (t) => {
  const dataDir = await dataFolder(t)
  await haveStreet(dataDir)
  const first = await startVigia(t, { dataDir, args: ['--demo'] })
  assert.match(first.output(), /Vigia is ready\.\n {2}Console {9}http:\/\/127\.0\.0\.1:\d+\/\n/)
  await alarmsOf(first)
  // The terminal belongs to the alarms, the log to a file.
  assert.deepEqual(first.log, [])
  const jobs = await jobsOf(first)
  assert.deepEqual([...jobs.keys()].toSorted(), JOBS)
  await endOf(first)

  const second = await startVigia(t, { dataDir, args: ['--demo'] })
  await alarmsOf(second)
  assert.deepEqual(await jobsOf(second), jobs, 'the same jobs go on')
  await endOf(second)
})

test('the printed addresses lead to the console and to the API reference', async (t) => {
  const { url } = await startVigia(t, { dataDir: await dataFolder(t) })
  const page = await fetch(`${url}/`)
  assert.equal(page.status, 200)
  const text = await page.text()
  assert.match(text, /<div id="root">/)
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(text)?.[1]
  assert.equal((await fetch(`${url}${script}`)).status, 200)
  assert.equal((await fetch(`${url}/docs`)).status, 200)
})

/** The street that the demo would draw, drawn before by another test: the folder is the demo's own. */
async function haveStreet(dataDir: string): Promise<void> {
  const { video, labelFile } = await streetClip()
  const folder = join(dataDir, 'demo')
  await mkdir(folder)
  for (const file of [video, labelFile]) await copyFile(file, join(folder, basename(file)))
}

async function alarmsOf({ output }: Vigia): Promise<void> {
  await until('the word on its jobs', () => /Two jobs watch rtmp:\/\/127\.0\.0\.1:\d+/.test(output()))
  await until('an alarm of each job', () => ALARMS.every((line) => line.test(output())))
}

async function jobsOf({ client }: Vigia): Promise<Map<string, string>> {
  const { tasks } = await client.jobs.list()
  return new Map(tasks.map(({ name, id }) => [name, id]))
}

async function endOf(vigia: Vigia): Promise<void> {
  const all = await vigia.processes()
  assert.deepEqual(await vigia.end('SIGTERM'), { code: 0, signal: null })
  assert.deepEqual(await alive(all), [])
}
