/** Is a service that needs a special model refused without it, and does it alarm as soon as a model of one's own is in? */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { CreateTask } from '@vigia/contract'
import { runCommand, tempFolder } from '@vigia/testing'
import { seeingModel, TINY_INPUT } from '@vigia/worker/testing'
import { atEnd } from './testing/cleanup.js'
import { create, untilState } from './testing/street.js'
import { MODELS, PROGRAM, startVigia } from './testing/vigia.js'

const SERVICE = 'c-smoke-and-fire-cloud'
const SMOKE_FIRE = 393_216
/** Says "fire" where the middle of the picture is red, "smoke" where it is green. */
const STAND_IN = seeingModel(TINY_INPUT, { x: [4, 28], y: [4, 20] })
const MANIFEST = {
  name: 'red-is-fire',
  licence: 'Apache-2.0',
  head: 'yolov8',
  labels: ['Fire', 'Smoke', null],
  threshold: 0.5,
  input: { scale: 1 / 255 },
}

test('smoke and fire, with a model of one’s own', async (t) => {
  const folder = await tempFolder()
  atEnd(t, () => folder.remove())
  const dataDir = join(folder.path, 'data')
  await mkdir(join(dataDir, 'models'), { recursive: true })
  await mkdir(MODELS, { recursive: true })
  // The machine's models stay as they are: only links to them are in this folder.
  for (const name of await readdir(MODELS)) await symlink(join(MODELS, name), join(dataDir, 'models', name))
  const clip = join(folder.path, 'fire.mp4')
  const red = ['-f', 'lavfi', '-i', 'color=c=red:size=320x240:rate=5:duration=6', '-pix_fmt', 'yuv420p']
  await runCommand('ffmpeg', ['-v', 'error', ...red, '-c:v', 'libx264', clip])
  const { client } = await startVigia(t, { dataDir, env: { VIGIA_MEDIA_DIRS: folder.path } })
  const job: CreateTask = {
    name: 'kitchen',
    service_version: '3.0',
    input: { type: 'url', data: [{ url: `file://${clip}` }] },
    output: { event_center: true },
    config: { common: { render_result_sw: 1 } },
  }

  await t.test(
    'before it is added, creating a job says which labels are missing and what to do',
    async () => {
      await assert.rejects(create(client, SERVICE, job), {
        code: 'VIAS.00010012',
        detail:
          'create: no installed model knows the labels fire, smoke: add one that does with "vigia models add <file> --manifest <file>", its manifest naming them (docs/models.md)',
      })
    },
  )

  await t.test('it is added while the server runs, with one file and its manifest', async () => {
    const file = join(folder.path, 'model.onnx')
    const manifest = join(folder.path, 'manifest.json')
    await writeFile(file, STAND_IN)
    await writeFile(manifest, JSON.stringify(MANIFEST))
    const args = [PROGRAM, 'models', 'add', file, '--manifest', manifest, '--data', dataDir]
    await promisify(execFile)(process.execPath, args)
  })

  await t.test('then the job runs and gives the alarm, with its box and its picture', async () => {
    const id = await create(client, SERVICE, job)
    await untilState(client, id, 'SUCCEEDED')
    const { results } = await client.jobs.results(id, { limit: 10 })
    assert.equal(results.length, 1)
    const [alarm] = results
    assert.equal(alarm?.event_type, SMOKE_FIRE)
    const [item, ...more] = alarm!.data.event_set as { bounding_box: object; state: number }[]
    assert.deepEqual([item?.state, more], [1, []])
    // The model's place, 4-28 of 32 across, in a picture of 320 x 240.
    assert.deepEqual(item?.bounding_box, { x: 40, y: 40, w: 240, h: 160 })
  })
})
