/** What the detector finds in each frame of a clip, by the source and the eyes that a run has. */
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { wholeFrameEyes } from '../../packages/worker/dist/analysis/index.js'
import { ModelStore, openSource } from '../../packages/worker/dist/index.js'
import { createDetector } from '../../packages/worker/dist/inference/index.js'
import { CACHE, MODEL } from '../vigia-server.mjs'

const LABELS = ['person', 'car', 'bus', 'truck', 'motorcycle', 'bicycle', 'backpack', 'handbag', 'suitcase']
/** What a run offers the tracker. */
const LEAST = 0.1

/** @returns for each sampled frame `{timeMs, detections}`, boxes in pixels of the source */
export async function* detectionsOf(video, options) {
  for await (const { frame, look } of framesOf(video, options))
    yield { timeMs: frame.videoTimeMs, detections: await look() }
}

/** Each frame, good until the next one is asked for, and the detector's look at it for whoever wants one. */
export async function* framesOf(video, { model = MODEL, fps = 5 } = {}) {
  const ensured = await new ModelStore(join(CACHE, 'models')).ensure(model)
  const detector = await createDetector({ ...ensured, labels: LABELS })
  const eyes = wholeFrameEyes([{ detector, labels: LABELS }], LEAST)
  const source = openSource(
    {
      locate: async () => ({ url: pathToFileURL(resolve(video)).href }),
      presumed: 'file',
      fps,
      detectorSize: detector.inputSize,
      ffmpegPath: 'ffmpeg',
      mediaDirs: [dirname(resolve(video))],
      policy: { kind: 'media', allowed: [], endpoints: [] },
      frameTimeoutMs: 10_000,
      ladderMs: [1000],
    },
    { onState: () => undefined },
  )
  try {
    for await (const frame of source.frames()) yield { frame, look: () => eyes.look(frame) }
  } finally {
    await source.close()
    await detector.close()
  }
}
