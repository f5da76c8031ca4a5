/** Tries a model on one picture file. */
import type { Detection } from '@vigia/core'
import sharp from 'sharp'
import { createDetector } from '../inference/index.js'
import type { ModelStore } from './model-store.js'

export interface ModelTest {
  store: ModelStore
  /** Name in the catalogue. */
  name: string
  /** Path of a JPEG, PNG, WebP, AVIF, GIF or TIFF file. */
  picture: string
  /** Path of the JPEG written, with a box and label for each detection; none when left out. */
  output?: string
  /** The model's own threshold when left out. */
  minScore?: number
}

export interface ModelTestResult {
  /** Size of the picture in pixels, turned as its EXIF data says. */
  width: number
  height: number
  /** Boxes in pixels of the picture, best first. */
  detections: Detection[]
  /** Milliseconds of one inference, preparation of the picture left out. */
  inferenceMs: number
}

/** @throws Error when the picture cannot be read or the model not be fetched. */
export async function testModel(test: ModelTest): Promise<ModelTestResult> {
  const { modelPath, manifest } = await test.store.ensure(test.name)
  const { size } = manifest.input
  const picture = await readPicture(test.picture)
  const { width, height } = picture
  const fitted = await sharp(picture.data, { raw: { width, height, channels: 3 } })
    .resize(size, size, { fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const detector = await createDetector({ modelPath, manifest })
  try {
    const run = () =>
      detector.detect(fitted.data, fitted.info.width, fitted.info.height, test.minScore ?? manifest.threshold)
    // The first inference also sets up memory; the second is what a stream sees.
    await run()
    const start = performance.now()
    const found = await run()
    const inferenceMs = performance.now() - start
    const detections = found.map((item) =>
      scaled(item, width / fitted.info.width, height / fitted.info.height),
    )
    if (test.output !== undefined) {
      await sharp(picture.data, { raw: { width, height, channels: 3 } })
        .composite([{ input: Buffer.from(drawing(width, height, detections)) }])
        .jpeg({ quality: 90 })
        .toFile(test.output)
    }
    return { width, height, detections, inferenceMs }
  } finally {
    await detector.close()
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

/** Labels and numbers only: nothing in them needs escaping. */
function drawing(width: number, height: number, detections: Detection[]): string {
  const line = Math.max(2, Math.round(Math.max(width, height) / 400))
  const font = line * 7
  const marks = detections.map(({ box, label, score }) => {
    const corner = `x="${box.x.toFixed(1)}" y="${box.y.toFixed(1)}"`
    const frame = `<rect ${corner} width="${box.w.toFixed(1)}" height="${box.h.toFixed(1)}" fill="none" stroke="#ffb000" stroke-width="${line}"/>`
    const baseline = Math.max(box.y - line, font).toFixed(1)
    const style = `font-family="sans-serif" font-size="${font}" fill="#ffb000" stroke="#000" stroke-width="${line}" paint-order="stroke"`
    return `${frame}<text x="${box.x.toFixed(1)}" y="${baseline}" ${style}>${label} ${score.toFixed(2)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${marks.join('')}</svg>`
}
