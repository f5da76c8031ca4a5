/**
 * Recall of intrusion in the product's own tests, without a model: what EfficientDet-Lite0 found in drawn scenes was
 * written down (record.mjs), and goes through tracker and rule; the labels are drawn anew. Fails when either gets worse.
 */
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { ALGORITHMS, ByteTracker, newestRelease } from '../../../packages/core/dist/index.js'
import { labelScene, makeScene } from '../../../packages/scenes/dist/index.js'
import intrusion from '../cases/intrusion.mjs'
import { matchAlarms } from '../match.mjs'
import { trueEvents } from '../truth/true-events.mjs'

const folder = new URL('recorded/', import.meta.url)

for (const file of await readdir(folder)) {
  test(`intrusions in the drawn street are told as often as when they were recorded: ${file}`, async () => {
    const text = await readFile(new URL(file, folder), 'utf8')
    const [scene, ...frames] = text.trim().split('\n').map((line) => JSON.parse(line)) // biome-ignore format: one step
    const events = trueEvents(labelScene(makeScene(scene)), intrusion.plan(scene))
    const { found, missed, invented } = matchAlarms(events, alarmsOf(scene, frames), scene.seconds * 1000)
    assert.ok(events.length >= 20, `${events.length} events`)
    const words = missed.map(({ kind, place, way, timeMs }) => `${kind} ${place} ${way} at ${timeMs} ms`)
    assert.ok(found.length >= 0.95 * (found.length + missed.length), `missed ${words.join(', ')}`)
    assert.ok(invented.length <= 0.05 * events.length, JSON.stringify(invented))
  })
}

function alarmsOf(scene, frames) {
  const { width, height } = scene
  const tracker = new ByteTracker()
  const rule = newestRelease(ALGORITHMS.get(intrusion.service)).createRule(intrusion.common(scene))
  return frames.flatMap(([videoTimeMs, rows]) => {
    const detections = rows.map(([label, score, x, y, w, h]) => ({ label, score, box: { x, y, w, h } }))
    const objects = tracker.update(detections, videoTimeMs)
    return rule
      .frame({ width, height, videoTimeMs, objects })
      .flatMap(({ eventType, data }) =>
        intrusion.alarms({ event_type: eventType, data, vigia: { video_time_ms: videoTimeMs } }),
      )
  })
}
