/** What is remembered of a source from look to look: its scene, and its newest picture. */
import type { Finding } from './findings.js'
import type { Look } from './measure.js'
import { isSameSize, type Plane } from './picture.js'

export interface Memory {
  /** Mean of looks without findings, the newest ones counting most. */
  scene: Plane
  last: Plane
}

/** How much a look without findings counts: passers-by fade in a few looks, the light of the day is followed. */
const WEIGHT = 0.3

/**
 * Only a look without findings changes the scene: a camera that was turned stays a finding until it is turned back.
 * Undefined while there has been none.
 */
export function remember(
  memory: Memory | undefined,
  look: Look,
  found: readonly Finding[],
): Memory | undefined {
  const [scene, last] = [look.scene(), look.last]
  if (!scene || !last) return memory
  // A camera that was given another shape of picture begins anew.
  const before = memory && isSameSize(memory.scene, scene) ? memory : undefined
  if (found.length > 0) return before && { ...before, last }
  if (!before) return { scene, last }
  const luma = before.scene.luma.map((level, i) => Math.round(level + WEIGHT * (scene.luma[i]! - level)))
  return { scene: { ...scene, luma }, last }
}

const HEAD = 4

/** As bytes: width and height in 16 bits each, then the two planes. */
export function packMemory({ scene, last }: Memory): Uint8Array {
  const { width, height } = scene
  const bytes = new Uint8Array(HEAD + 2 * width * height)
  const head = new DataView(bytes.buffer)
  head.setUint16(0, width)
  head.setUint16(2, height)
  bytes.set(scene.luma, HEAD)
  bytes.set(last.luma, HEAD + width * height)
  return bytes
}

/** Undefined for bytes that are no memory: it is then begun anew. */
export function unpackMemory(bytes: Uint8Array): Memory | undefined {
  if (bytes.length < HEAD) return undefined
  const head = new DataView(bytes.buffer, bytes.byteOffset)
  const [width, height] = [head.getUint16(0), head.getUint16(2)]
  const size = width * height
  if (bytes.length !== HEAD + 2 * size) return undefined
  const plane = (from: number): Plane => ({ width, height, luma: bytes.slice(from, from + size) })
  return { scene: plane(HEAD), last: plane(HEAD + size) }
}
