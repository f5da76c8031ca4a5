/**
 * What the detector and the tracker make of a clip, frame by frame: for finding out why an alarm came or did not.
 *
 *   node bench/recall/look.mjs VIDEO [FROM-SECOND TO-SECOND] [--least SCORE] [--model NAME]
 */
import { parseArgs } from 'node:util'
import { ByteTracker } from '../../packages/core/dist/index.js'
import { detectionsOf } from './detections.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { least: { type: 'string', default: '0.3' }, model: { type: 'string' } },
})
const [video, from = '0', to = 'Infinity'] = positionals
const tracker = new ByteTracker()
for await (const { timeMs, detections } of detectionsOf(video, { model: values.model })) {
  if (timeMs > Number(to) * 1000) break
  const tracked = tracker.update(detections, timeMs)
  if (timeMs < Number(from) * 1000) continue
  const lines = `  seen    ${words(detections)}\n  tracked ${words(tracked)}\n`
  process.stdout.write(`${(timeMs / 1000).toFixed(1)} s\n${lines}`)
}

function words(list) {
  return list
    .filter(({ score }) => score >= Number(values.least))
    .map(({ label, score, box: { x, y, w, h }, trackId, seen }) => {
      const id = trackId === undefined ? '' : `#${trackId}${seen ? '' : '?'} `
      return `${id}${label} ${score.toFixed(2)} [${[x, y, w, h].map(Math.round)}]`
    })
    .join('; ')
}
