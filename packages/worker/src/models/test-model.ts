/** Tries a model on one picture file. */
import type { Detection, Pose } from '@vigia/core'
import sharp from 'sharp'
import { ModelRunner } from '../inference/model-runner.js'
import type { ModelStore } from './model-store.js'
import { openSession } from './open-session.js'

export interface ModelTest {
  store: ModelStore
  /** Name in the catalogue or of an own model. */
  name: string
  /** Path of a JPEG, PNG, WebP, AVIF, GIF or TIFF file. */
  picture: string
  /** Path of the JPEG written, with a box and label for each detection; none when left out. */
  output?: string
  /** 0-1; the model's own threshold when left out. */
  minScore?: number
}

export interface ModelTestResult {
  /** Size of the picture in pixels, turned as its EXIF data says. */
  width: number
  height: number
  /** Boxes in pixels of the picture, best first. */
  detections: Detection[]
  /** In pixels of the picture; of a model of poses only. */
  pose?: Pose
  /** Milliseconds of one inference, preparation of the picture left out. */
  inferenceMs: number
}

/** Points of a body below it are not drawn. */
const POINT_SCORE = 0.2

/** @throws Error when the picture cannot be read or the model not be fetched. */
export async function testModel(test: ModelTest): Promise<ModelTestResult> {
  const { modelPath, manifest } = await test.store.ensure(test.name)
  const picture = await readPicture(test.picture)
  const { width, height } = picture
  const fitted = await sharp(picture.data, { raw: { width, height, channels: 3 } })
    .resize(manifest.input.width, manifest.input.height, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const minScore = test.minScore ?? manifest.threshold
  const runner = new ModelRunner(await openSession(modelPath, manifest, 1), manifest)
  try {
    const look = () => runner.look(fitted.data, fitted.info, { minScore })
    // The first inference also sets up memory; the second is what a stream sees.
    await look()
    const { detections: found, pose: points, ms } = await look()
    const [sx, sy] = [width / fitted.info.width, height / fitted.info.height]
    const detections = found.map((item) => scaled(item, sx, sy))
    const pose = points?.map(({ x, y, score }) => ({ x: x * sx, y: y * sy, score }))
    if (test.output !== undefined) {
      await sharp(picture.data, { raw: { width, height, channels: 3 } })
        .composite([{ input: Buffer.from(drawing(width, height, detections, pose ?? [])) }])
        .jpeg({ quality: 90 })
        .toFile(test.output)
    }
    return { width, height, detections, ...(pose ? { pose } : {}), inferenceMs: ms.run + ms.decode }
  } finally {
    await runner.close()
  }
}

async function readPicture(file: string): Promise<{ data: Buffer; width: number; height: number }> {
  try {
    const { data, info } = await sharp(file)
      .rotate()
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { data, width: info.width, height: info.height }
  } catch (error) {
    throw new Error(`the picture ${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

function scaled({ box, label, score }: Detection, x: number, y: number): Detection {
  return { label, score, box: { x: box.x * x, y: box.y * y, w: box.w * x, h: box.h * y } }
}

/** Labels of own models are anybody's text. */
const escaped = (text: string): string => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)

function drawing(width: number, height: number, detections: Detection[], pose: Pose): string {
  const line = Math.max(2, Math.round(Math.max(width, height) / 400))
  const font = line * 7
  const boxes = detections.map(({ box, label, score }) => {
    const corner = `x="${box.x.toFixed(1)}" y="${box.y.toFixed(1)}"`
    const frame = `<rect ${corner} width="${box.w.toFixed(1)}" height="${box.h.toFixed(1)}" fill="none" stroke="#ffb000" stroke-width="${line}"/>`
    const baseline = Math.max(box.y - line, font).toFixed(1)
    const style = `font-family="sans-serif" font-size="${font}" fill="#ffb000" stroke="#000" stroke-width="${line}" paint-order="stroke"`
    return `${frame}<text x="${box.x.toFixed(1)}" y="${baseline}" ${style}>${escaped(label)} ${score.toFixed(2)}</text>`
  })
  const points = pose
    .filter(({ score }) => score >= POINT_SCORE)
    .map(
      ({ x, y }) =>
        `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${2 * line}" fill="#ffb000" stroke="#000"/>`,
    )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${boxes.join('')}${points.join('')}</svg>`
}
