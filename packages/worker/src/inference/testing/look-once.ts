/** Runs a model's bytes on one picture. */
import type { ModelManifest } from '../../models/manifest.js'
import { sessionOf } from '../../models/open-session.js'
import { type LookOptions, ModelRunner, type Seen } from '../model-runner.js'
import type { Size } from '../placement.js'

export async function lookOnce(
  onnx: Uint8Array,
  manifest: ModelManifest,
  rgb: Uint8Array,
  size: Size,
  options: LookOptions = { minScore: 0.5 },
): Promise<Seen> {
  const session = await sessionOf(onnx, manifest.name, 1)
  try {
    return await new ModelRunner(session, manifest).look(rgb, size, options)
  } finally {
    await session.release()
  }
}

/** A picture of one colour, with another in a rectangle. */
export function painted(
  { width, height }: Size,
  ground: readonly number[],
  colour: readonly number[] = ground,
  inside: { x: [number, number]; y: [number, number] } = { x: [0, 0], y: [0, 0] },
): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    const isIn = x >= inside.x[0] && x < inside.x[1] && y >= inside.y[0] && y < inside.y[1]
    return (isIn ? colour : ground)[i % 3]!
  })
}
