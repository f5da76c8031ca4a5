/** What becomes of a job whose source can never be read, or no longer? */
import assert from 'node:assert/strict'
import { readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { makeClip, startHttpFile, tempFolder } from '@vigia/testing'
import { atEnd } from './testing/cleanup.js'
import { create, INTRUSION, intrusionJob, untilState } from './testing/street.js'
import { dataFolder, startVigia } from './testing/vigia.js'

/** The street's lines and regions lie outside of pictures as small as these. */
const smallJob = (name: string, url: string) => ({ ...intrusionJob(name, url), config: {} })

async function mediaFolder(t: TestContext): Promise<string> {
  const folder = await tempFolder()
  atEnd(t, () => folder.remove())
  return folder.path
}

test('a source that can never be read is START_FAILED, with an error code and words that help', async (t) => {
  const media = await mediaFolder(t)
  const { file } = await makeClip({ seconds: 4, width: 320, height: 240, fps: 10, dir: media })
  const whole = await readFile(file)
  await writeFile(join(media, 'truncated.mp4'), whole.subarray(0, whole.length / 2))
  await writeFile(join(media, 'text.mp4'), 'not a video\n'.repeat(1000))
  // A script for FFmpeg that asks for another file.
  await writeFile(join(media, 'script.mp4'), "ffconcat version 1.0\nfile '/etc/hostname'\n")
  const { client } = await startVigia(t, { dataDir: await dataFolder(t), env: { VIGIA_MEDIA_DIRS: media } })
  const hostile: [name: string, code: string, words: RegExp][] = [
    ['truncated', 'SOURCE.NOT_VIDEO', /not a video that can be read/],
    ['text', 'SOURCE.NOT_VIDEO', /not a video that can be read/],
    ['script', 'SOURCE.NOT_VIDEO', /not a video that can be read/],
    ['missing', 'SOURCE.NOT_FOUND', /does not exist/],
  ]
  for (const [name, code, words] of hostile) {
    await t.test(`${name}.mp4: ${code}`, async () => {
      const id = await create(client, INTRUSION, smallJob(name, `file://${media}/${name}.mp4`))
      const job = await untilState(client, id, 'START_FAILED')
      assert.equal(job.error?.code, code)
      assert.match(job.error?.message ?? '', words)
      assert.match(job.status ?? '', words)
      assert.deepEqual(
        (await client.jobs.history(id)).map(({ to }) => to),
        ['SCHEDULING', 'STARTING', 'START_FAILED'],
      )
      assert.equal((await client.jobs.results(id)).count, 0)
    })
  }

  await t.test('a link to a file outside, put in place after the job was made: SOURCE.REFUSED', async () => {
    const path = join(media, 'swapped.mp4')
    await writeFile(path, whole)
    const id = await create(client, INTRUSION, smallJob('swapped', `file://${path}`))
    await untilState(client, id, 'SUCCEEDED')
    await rm(path)
    await symlink('/etc/hostname', path)
    await client.jobs.start(id)
    const job = await untilState(client, id, 'START_FAILED')
    assert.equal(job.error?.code, 'SOURCE.REFUSED')
    assert.match(job.status ?? '', /VIGIA_MEDIA_DIRS/)
  })

  await t.test('put right and started again it runs, and the error is gone', async () => {
    await writeFile(join(media, 'late.mp4'), 'not yet')
    const id = await create(client, INTRUSION, smallJob('late', `file://${media}/late.mp4`))
    await untilState(client, id, 'START_FAILED')
    await writeFile(join(media, 'late.mp4'), whole)
    await client.jobs.start(id)
    assert.equal((await untilState(client, id, 'SUCCEEDED')).error, undefined)
  })
})

test('a source that was read and is then gone for good is FAILED with a reason; started when it is back, it SUCCEEDS', async (t) => {
  const media = await mediaFolder(t)
  await makeClip({ seconds: 6, width: 320, height: 240, fps: 10, dir: media, name: 'clip.ts' })
  const web = await startHttpFile(media)
  atEnd(t, () => web.stop())
  web.behaviour = 'cut'
  const { client } = await startVigia(t, { dataDir: await dataFolder(t) })
  const id = await create(client, INTRUSION, smallJob('clip', web.url('clip.ts')))
  await untilState(client, id, 'ABNORMAL')
  web.behaviour = 'not-found'
  const job = await untilState(client, id, 'FAILED')
  assert.equal(job.error?.code, 'SOURCE.NOT_FOUND')
  assert.match(job.status ?? '', /nothing at this address/)
  const states = (await client.jobs.history(id)).map(({ to }) => to)
  assert.ok(states.includes('RUNNING'), states.join(' '))
  assert.equal(states.at(-1), 'FAILED')

  web.behaviour = 'serve'
  await client.jobs.start(id)
  assert.equal((await untilState(client, id, 'SUCCEEDED')).error, undefined)
})
