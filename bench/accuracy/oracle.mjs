/**
 * The product's tracker and rule with a perfect detector: the labelled boxes stand in for detections, without their
 * identities. What is wrong here is the tracker's or the rule's; what is wrong only with a real detector is its own.
 */
import { ALGORITHMS, ByteTracker, newestRelease } from '../../packages/core/dist/index.js'
import { FPS, HEIGHT, targetRoi, WIDTH } from './scene.mjs'

/** @returns messages as a job gives them, without what a rule does not know. @param fps frames a second that are looked at: every second, third … of the footage's */
export function runOracle(people, lengthMs, fps) {
  const frames = new Map()
  for (const { timeMs, box } of [...people.values()].flat()) {
    const boxes = frames.get(timeMs) ?? []
    frames.set(timeMs, [...boxes, { box, label: 'person', score: 0.9 }])
  }
  const tracker = new ByteTracker()
  const rule = newestRelease(ALGORITHMS.get('c-intrusiondetection-cloud')).createRule({
    target_roi: targetRoi(),
  })
  const messages = []
  for (let frame = 0; frame < (lengthMs * FPS) / 1000; frame += FPS / fps) {
    const videoTimeMs = (frame * 1000) / FPS
    const objects = tracker.update(frames.get(videoTimeMs) ?? [], videoTimeMs)
    for (const { eventType, data } of rule.frame({ width: WIDTH, height: HEIGHT, videoTimeMs, objects })) {
      messages.push({ event_type: eventType, data, vigia: { video_time_ms: videoTimeMs } })
    }
  }
  return messages
}
