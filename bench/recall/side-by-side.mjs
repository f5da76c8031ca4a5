/**
 * Several jobs over one clip at the price of one: the detector looks at a frame once, and each job's own gate, tracker
 * and rule take what it found, as in a run (packages/worker/src/run/run-loop.ts). So what a switch changes is not mixed with
 * anything else. For algorithms that need tracks only: no poses, still things or tiles.
 */
import { ALGORITHMS, newestRelease } from '../../packages/core/dist/index.js'
import { Analysis } from '../../packages/worker/dist/analysis/index.js'
import { wantedMotion } from '../../packages/worker/dist/run/wanted-motion.js'
import { Watch } from '../../packages/worker/dist/run/watch.js'
import { framesOf } from './detections.mjs'

const FPS = 5

/**
 * @param video path of a file
 * @param jobs each `{service, common}`
 * @returns for each job `{messages, looked, frames}`: messages with what the benches read of them
 */
export async function sideBySide(video, jobs, { model } = {}) {
  const runs = jobs.map(({ service, common }) => new Run(service, common))
  for await (const { frame, look } of framesOf(video, { model, fps: FPS })) {
    const wanting = new Set(runs.filter((run) => run.wants(frame)))
    const detections = wanting.size > 0 ? await look() : []
    for (const run of runs) await (wanting.has(run) ? run.seen(frame, detections) : run.held(frame))
  }
  return runs.map((run) => run.end())
}

class Run {
  messages = []
  frames = 0
  looked = 0
  lastMs = 0
  /** A run judges a frame while the next one is already decided on: what the gate hears of it comes one frame late. */
  heard = () => undefined

  constructor(service, common) {
    const release = newestRelease(ALGORITHMS.get(service))
    const facts = release.facts?.(common) ?? {}
    if (facts.poses || facts.stillThings || facts.tiles) throw new Error(`${service} needs more than tracks`)
    this.labels = new Set(release.labels(common))
    this.rule = release.createRule(common)
    this.analysis = new Analysis((trackId) => String(trackId), [])
    const motion = wantedMotion({ spec: { common } }, facts, FPS)
    this.gate = motion?.gate()
    this.watch = new Watch(this.gate, {}, false, FPS)
  }

  /** Whether the job's gate has the frame looked at. */
  wants(frame) {
    const { look } = this.watch.decide(frame)
    this.heard()
    this.heard = () => undefined
    this.frames++
    this.lastMs = frame.videoTimeMs
    return look
  }

  async held(frame) {
    this.tell(this.rule.frame(await this.analysis.held(frame)))
  }

  async seen(frame, detections) {
    this.looked++
    const wanted = detections.filter(({ label }) => this.labels.has(label))
    const analysed = await this.analysis.of(frame, wanted)
    const scores = wanted.map(({ score }) => score)
    this.heard = () => this.gate?.seen(analysed, scores)
    this.tell(this.rule.frame(analysed))
  }

  end() {
    this.tell(this.rule.end(this.lastMs))
    const { messages, looked, frames } = this
    return { messages, looked, frames }
  }

  tell(results) {
    for (const { eventType, root, data } of results)
      this.messages.push({ event_type: eventType, ...root, data, vigia: { video_time_ms: this.lastMs } })
  }
}
