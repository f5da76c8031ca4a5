/** Keeps rendered clips: a scene is drawn and encoded at its first use only. */
import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type EncodeOptions, encodeScene } from './encode.js'
import { type Labels, labelScene } from './labels.js'
import type { SceneParams } from './params.js'
import { makeScene } from './scene.js'

/** Raise it whenever the same parameters give another picture or other labels. */
const GENERATOR_VERSION = 2

export interface SceneClip {
  /** MP4, H.264, no sound; loops without a visible seam. */
  video: string
  /** JSON of `labels`, beside the video. */
  labelFile: string
  labels: Labels
}

/**
 * Gives the clip of these parameters, rendering it when the folder does not hold it yet. Two processes may ask at once:
 * each renders to a file of its own and the last to be done puts it in place.
 * @throws SceneParamError for parameters out of range; Error with FFmpeg's words when the encoding fails
 */
export async function makeSceneClip(
  params: SceneParams,
  dir: string,
  options: EncodeOptions,
): Promise<SceneClip> {
  const scene = makeScene(params)
  const sorted = Object.fromEntries(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)))
  const key = createHash('sha256')
    .update(JSON.stringify([GENERATOR_VERSION, sorted]))
    .digest('hex')
    .slice(0, 16)
  const video = join(dir, `scene-${key}.mp4`)
  const labelFile = join(dir, `scene-${key}.json`)
  // The video comes last, so where it is the labels are as well.
  if (await exists(video))
    return { video, labelFile, labels: JSON.parse(await readFile(labelFile, 'utf8')) as Labels }
  await mkdir(dir, { recursive: true })
  const part = join(dir, `scene-${key}.${randomUUID()}.part`)
  const labels = labelScene(scene)
  try {
    await encodeScene(scene, part, options)
    await writeFile(`${part}.json`, JSON.stringify(labels))
    await rename(`${part}.json`, labelFile)
    await rename(part, video)
  } finally {
    await rm(part, { force: true })
    await rm(`${part}.json`, { force: true })
  }
  return { video, labelFile, labels }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
