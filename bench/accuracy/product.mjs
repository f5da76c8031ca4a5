/** One job on the real product: `vigia start`, a job made by the API, its messages taken by a webhook. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { dirname } from 'node:path'
import { startRtspServer } from '../../testing/dist/index.js'
import { startVigia, untilAll } from '../vigia-server.mjs'
import { targetRoi } from './scene.mjs'

const LOOPBACK = '127.0.0.0/8'
/** The job is stopped this long after the pass has ended; later alarms do not count anyway. */
const AFTER_MS = 3_000
const DELIVERY_MS = 20_000
const pause = (ms) => new Promise((done) => setTimeout(done, ms))

/**
 * @param clip from `cameraClip`
 * @param service its name
 * @param common members of `config.common` beside the lines and regions
 * @param live true: from an RTSP server in real time, one pass; false: the file, whole
 * @returns its messages, and what the job says of itself
 */
export async function runProduct(clip, service, common, live) {
  const undo = []
  try {
    const { url, messages } = await webhook(undo)
    const camera = live ? await startRtspServer({ file: clip.file }) : undefined
    if (camera) undo.push(camera.stop)
    const vigia = await startVigia({
      VIGIA_MEDIA_ALLOW: LOOPBACK,
      VIGIA_EGRESS_ALLOW: LOOPBACK,
      VIGIA_MEDIA_DIRS: dirname(clip.file),
    })
    undo.push(vigia.stop)
    const { jobs } = vigia.client
    const { tasks } = await jobs.create(service, {
      input: { type: 'url', data: [{ url: camera?.url ?? `file://${clip.file}` }] },
      output: { webhook: { url, headers: { 'content-type': 'application/json' } } },
      config: { common: { target_roi: targetRoi(), ...common } },
    })
    const { id } = tasks[0]
    const said = live ? await onePass(vigia.client, id, clip) : await whole(vigia.client, id)
    const until = Date.now() + DELIVERY_MS
    while ((await jobs.deliveries(id)).pending > 0 && Date.now() < until) await pause(100)
    // At least once: a message may come again with the id it had.
    const once = new Map(messages.map((message) => [message.message_id, message]))
    const { delivered } = await jobs.deliveries(id)
    if (once.size !== delivered) throw new Error(`${delivered} messages delivered, ${once.size} received`)
    return { messages: [...once.values()], said }
  } finally {
    for (const stop of undo.reverse()) await stop()
  }
}

async function whole(client, id) {
  await untilAll(client, [id], 'SUCCEEDED')
  return (await client.jobs.getV2(id)).status ?? ''
}

/** The job runs from its first frame on, so video time and the wall clock start together. */
async function onePass(client, id, clip) {
  await untilAll(client, [id], 'RUNNING')
  await pause(clip.lengthMs + AFTER_MS)
  await client.jobs.stop(id)
  await untilAll(client, [id], 'STOPPED')
  const lost = (await client.jobs.history(id)).filter(({ to }) => to === 'ABNORMAL' || to === 'RECOVERING')
  return lost.length === 0 ? 'one pass' : `one pass, interrupted ${lost.length} times`
}

async function webhook(undo) {
  const messages = []
  const server = createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const { image_base64: _, ...message } = JSON.parse(Buffer.concat(chunks).toString())
    messages.push(message)
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  undo.push(() => new Promise((done) => server.close(done).closeAllConnections()))
  return { url: `http://127.0.0.1:${server.address().port}/`, messages }
}
