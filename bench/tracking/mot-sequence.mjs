/** A sequence of MOTChallenge 2015 from its files. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readMot } from '../../testing/dist/index.js'

/** @returns `{length, truth, detections}`: frames, and rows of `readMot` by frame number */
export async function readSequence(folder) {
  const text = (name) => readFile(join(folder, name), 'utf8')
  const length = Number(/^seqLength=(\d+)/m.exec(await text('seqinfo.ini'))?.[1])
  if (!(length > 0)) throw new Error(`${folder}/seqinfo.ini does not tell seqLength`)
  // Labels with confidence 0 are not to be counted: MOTChallenge's own evaluation leaves them out.
  const truth = readMot(await text('gt.txt')).filter(({ confidence }) => confidence !== 0)
  return { length, truth: byFrame(truth), detections: byFrame(readMot(await text('det.txt'))) }
}

/**
 * Every so-manyth frame from `first` (1 or more) on: `{truth: {id, box}[], detections: {box, score, label}[]}`. The scores of these files are the
 * detector's probabilities, 0.5 to 1, and are taken as they are; a file with other scores is refused.
 */
export function framesOf({ length, truth, detections }, every, first) {
  const frames = []
  for (let frame = first; frame <= length; frame += every) {
    const found = detections.get(frame) ?? []
    const strange = found.find(({ confidence }) => confidence < 0 || confidence > 1)
    if (strange) throw new Error(`frame ${frame}: a score of ${strange.confidence} is no probability`)
    frames.push({
      truth: (truth.get(frame) ?? []).map(({ id, box }) => ({ id, box })),
      detections: found.map(({ box, confidence }) => ({ box, score: confidence, label: 'person' })),
    })
  }
  return frames
}

function byFrame(rows) {
  const frames = new Map()
  for (const row of rows) frames.set(row.frame, [...(frames.get(row.frame) ?? []), row])
  return frames
}
