/** How long a result takes from the frame to the webhook, on live cameras, and what a live stream costs. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { startRtspServer } from '../../testing/dist/index.js'
import { startVigia, untilAll } from '../vigia-server.mjs'
import { percentile } from './table.mjs'
import { cpuSeconds, memoryMb, tree } from './usage.mjs'

/** Connections, models and caches are warm after this. */
const WARM_UP_MS = 10_000
const LOOPBACK = '127.0.0.0/8'

/**
 * The frame's time is `vigia.frame_at`: when the decoded frame reached the analysis. Decoding before it and the network
 * behind it are not in the figure; detection, tracking, rule, picture, store and POST are.
 */
export async function liveLatency(clip, { streams, fps, seconds }) {
  const cameras = []
  const waits = []
  let measuring = false
  const receiver = createServer(async (request, response) => {
    const parts = []
    for await (const part of request) parts.push(part)
    const at = Date.now()
    response.writeHead(204).end()
    const { vigia, image_base64 } = JSON.parse(Buffer.concat(parts).toString())
    if (measuring && image_base64) waits.push(at - Date.parse(vigia.frame_at))
  })
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  let vigia
  try {
    for (let i = 0; i < streams; i++) cameras.push(await startRtspServer({ file: clip.file }))
    vigia = await startVigia({ VIGIA_MEDIA_ALLOW: LOOPBACK, VIGIA_EGRESS_ALLOW: LOOPBACK })
    const { tasks } = await vigia.client.jobs.create('c-intrusiondetection-cloud', {
      name: 'live',
      service_version: '3.0',
      input: { type: 'url', data: cameras.map(({ url }) => ({ url })) },
      output: {
        webhook: { url: `http://127.0.0.1:${receiver.address().port}/`, headers: { 'x-bench': 'live' } },
      },
      config: {
        common: {
          sampling_fps: fps,
          render_result_sw: 1,
          render_roi_sw: 1,
          target_roi: JSON.stringify(clip.roi),
        },
      },
    })
    await untilAll(
      vigia.client,
      tasks.map(({ id }) => id),
      'RUNNING',
    )
    await pause(WARM_UP_MS)
    const before = await cpuSeconds(vigia.pid)
    const began = performance.now()
    measuring = true
    await pause(seconds * 1000)
    const wall = (performance.now() - began) / 1000
    const [server, ...runs] = await tree(vigia.pid)
    return {
      results: waits.length,
      p50: percentile(waits, 50),
      p95: percentile(waits, 95),
      cpuPerStream: ((await cpuSeconds(vigia.pid)) - before) / wall / streams,
      memoryPerStream: (await memoryMb(runs)) / streams,
      memoryOfServer: await memoryMb([server]),
    }
  } finally {
    await vigia?.stop()
    receiver.close()
    receiver.closeAllConnections()
    for (const camera of cameras) await camera.stop()
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms))
