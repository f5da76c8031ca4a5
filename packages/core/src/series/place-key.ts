/** A short name for a region that has none: made from its corners, so that every message gives it the same one. */

const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n

/** 16 hex digits: FNV-1a over the JSON of the corners. Different regions of one job get different ones. */
export function placeKey(polygon: unknown): string {
  let hash = OFFSET
  for (const character of JSON.stringify(polygon ?? null))
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0)!)) * PRIME)
  return hash.toString(16).padStart(16, '0')
}
