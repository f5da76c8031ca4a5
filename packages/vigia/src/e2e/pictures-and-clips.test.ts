/** Pictures and clips of a camera's alarms, over HTTP and in object storage, also over kill -9 of everything. */
import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCommand } from '@vigia/testing'
import { jpegSize } from './testing/jpeg-size.js'
import { alive, killHard } from './testing/processes.js'
import { Receiver } from './testing/receiver.js'
import { create, INTRUSION, intrusionJob, STREET, streetCamera, untilState } from './testing/street.js'
import { until } from './testing/until.js'
import { dataFolder, startVigia, type Vigia } from './testing/vigia.js'

const BUCKET = 'results'
const RUN = /run-process\.js/
const SECONDS = 1

/** Everything below a folder, relative to it. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

async function fetched({ url, client, projectId }: Vigia, path: string): Promise<Buffer> {
  const { token } = await client.session()
  const answer = await fetch(`${url}/v2/${projectId}/${path}`, { headers: { 'x-auth-token': token } })
  assert.ok(answer.status === 200, `${path}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

/** When in the clip the frame of the picture is shown, and how alike they are; seconds and decibels. */
async function momentOf(folder: string, picture: Buffer, clip: Buffer) {
  const [jpg, mp4, told] = ['p.jpg', 'c.mp4', 'psnr.txt'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await writeFile(jpg, picture)
  await writeFile(mp4, clip)
  const graph = `[0:v]format=yuv420p[a];[1:v]scale=in_range=full:out_range=tv,format=yuv420p[b];[a][b]psnr=stats_file=${told}:shortest=1`
  const inputs = ['-i', mp4, '-loop', '1', '-r', String(STREET.fps), '-i', jpg]
  await runCommand('ffmpeg', ['-v', 'error', '-nostdin', ...inputs, '-lavfi', graph, '-f', 'null', '-'])
  const alike = [...(await readFile(told, 'utf8')).matchAll(/psnr_y:(\S+)/g)].map((found) => Number(found[1]))
  const best = Math.max(...alike)
  return { at: alike.indexOf(best) / STREET.fps, seconds: alike.length / STREET.fps, best }
}

test('pictures and clips of alarms by HTTP and in a bucket, and kill -9 in the middle', async (t) => {
  const receiver = await Receiver.start(t)
  const camera = await streetCamera(t)
  const dataDir = await dataFolder(t)
  const work = join(dataDir, 'clips-in-work')
  const old = await startVigia(t, { dataDir })
  const bucket = join(dataDir, 'buckets', old.projectId, BUCKET)
  const { token } = await old.client.session()
  const upload = await fetch(`${old.url}/v2/${old.projectId}/buckets/${BUCKET}/objects?key=readme`, {
    method: 'PUT',
    headers: { 'x-auth-token': token },
    body: 'made by the first upload',
  })
  assert.equal(upload.status, 200)
  const webhook = { url: receiver.url, headers: { 'x-site': 'north' } }
  const plain = intrusionJob('gate', camera.url, webhook)
  const id = await create(old.client, INTRUSION, {
    ...plain,
    output: {
      ...plain.output,
      obs: { bucket: BUCKET, path: 'gate' },
      clip: { before_seconds: SECONDS, after_seconds: SECONDS },
    },
  })
  const list = async ({ client }: Vigia) => (await client.jobs.results(id, { limit: 100 })).results
  const first = await until('a result with a clip', async () =>
    (await list(old)).find(({ has_clip }) => has_clip),
  )
  const { message_id } = first

  await t.test(
    'the clip decodes, and holds the frame of the picture with what was asked for around it',
    async () => {
      const picture = await fetched(old, `tasks/${id}/results/${message_id}/picture`)
      const clip = await fetched(old, `tasks/${id}/results/${message_id}/clip`)
      assert.deepEqual(jpegSize(picture), { width: STREET.width, height: STREET.height })
      const { at, seconds, best } = await momentOf(dataDir, picture, clip)
      const frame = 1 / STREET.fps
      assert.ok(best > 32, `${best} dB at ${at} of ${seconds} s`)
      assert.ok(at >= SECONDS - 2 * frame, `${at} s before the moment`)
      assert.ok(seconds - at >= SECONDS - 3 * frame, `${seconds - at} s after it`)
    },
  )

  await t.test('the bucket has message, picture and clip of it, and the index of its hour', async () => {
    const endings = ['json', 'jpg', 'mp4'].map((ending) => `${message_id}.${ending}`)
    const names = await until('its three objects', async () => {
      const found = (await filesIn(bucket)).filter((name) => name.includes(message_id))
      return found.length === endings.length ? found : undefined
    })
    const named = (ending: string) => names.find((name) => name.endsWith(ending))!
    await until('the clip in the message', async () => {
      const message = JSON.parse(await readFile(join(bucket, named('.json')), 'utf8'))
      assert.equal(message.image_key, named('.jpg'))
      return message.clip_key === named('.mp4')
    })
    assert.deepEqual(
      await readFile(join(bucket, named('.mp4'))),
      await fetched(old, `tasks/${id}/results/${message_id}/clip`),
    )
  })

  receiver.holding = true
  const waiting = await until('results that wait, and something copied for the next clip', async () => {
    const { pending } = await old.client.jobs.deliveries(id)
    const copied = await filesIn(work)
    return pending >= 2 && copied.length > 0 ? { listed: await list(old), copied } : undefined
  })
  const victims = await old.processes()
  const ended = old.end('SIGKILL')
  for (const proc of victims) if (RUN.test(proc.command)) await killHard(proc)
  await ended
  await until('the old processes to be gone', async () => (await alive(victims)).length === 0)
  receiver.holding = false
  const vigia = await startVigia(t, { dataDir })

  await t.test('after the next start nothing is left of what the old run had copied', async () => {
    const left = await filesIn(work)
    assert.deepEqual(
      waiting.copied.filter((name) => left.includes(name)),
      [],
    )
  })

  await t.test(
    'what waited arrives: at the webhook, in the bucket with its picture, and in the index',
    async () => {
      await untilState(vigia.client, id, 'RUNNING')
      const ids = waiting.listed.map((result) => result.message_id)
      await until('all at the webhook', () =>
        ids.every((each) => receiver.messages.some((message) => message.message_id === each)),
      )
      await until('all in the bucket', async () => {
        const names = await filesIn(bucket)
        return ids.every((each) =>
          ['json', 'jpg'].every((e) => names.some((name) => name.endsWith(`${each}.${e}`))),
        )
      })
      await until('the index', async () => {
        const indexes = (await filesIn(bucket)).filter((name) => name.endsWith(`index_${id}.ndjson`))
        const lines = await Promise.all(indexes.map((name) => readFile(join(bucket, name), 'utf8')))
        return ids.every((each) => lines.join('').includes(each))
      })
    },
  )

  await t.test('a job that was stopped leaves nothing in the work folder', async () => {
    await vigia.client.jobs.stop(id)
    await untilState(vigia.client, id, 'STOPPED')
    await until('the work folder to be empty', async () => (await filesIn(work)).length === 0)
  })
})
