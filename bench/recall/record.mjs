/**
 * Writes down what EfficientDet-Lite0 finds in a drawn scene, for the test of recall in `npm test`, which must not need a
 * model. To be run again when the scenes are drawn otherwise; the model and this machine's FFmpeg give the numbers.
 *
 *   node bench/recall/record.mjs [CONDITION …]
 */
import { writeFile } from 'node:fs/promises'
import { makeSceneClip } from '../../packages/scenes/dist/index.js'
import { CACHE } from '../vigia-server.mjs'
import intrusion from './cases/intrusion.mjs'
import { sceneOf } from './conditions.mjs'
import { detectionsOf } from './detections.mjs'

/** Each file: the scene, then a line per frame: time in milliseconds, and `[label, score, x, y, w, h]` of each detection. */
const RECORDED = ['day', 'night', 'rain', 'shadows']
const SECONDS = 20

const asked = process.argv.slice(2)
for (const condition of asked.length > 0 ? asked : RECORDED) {
  const scene = sceneOf(condition, intrusion.scene(SECONDS), SECONDS)
  const { video } = await makeSceneClip(scene, CACHE, { ffmpegPath: 'ffmpeg' })
  const frames = []
  for await (const { timeMs, detections } of detectionsOf(video)) {
    const wanted = detections.filter(({ label }) => label === 'person' || label === 'car')
    const rows = wanted.map(({ label, score, box: { x, y, w, h } }) => [
      label,
      Math.round(score * 1000) / 1000,
      ...[x, y, w, h].map(Math.round),
    ])
    frames.push([timeMs, rows])
  }
  const file = new URL(`test/recorded/${condition}.jsonl`, import.meta.url)
  await writeFile(file, [scene, ...frames].map((line) => `${JSON.stringify(line)}\n`).join(''))
}
