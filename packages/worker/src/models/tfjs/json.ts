/** Reads members of a TF.js model.json, and says which one is not what it should be. */

/** The files are not a TF.js graph model that can be read here. */
export class TfjsFormatError extends Error {
  constructor(what: string) {
    super(`this is not a TF.js graph model that Vigia can read: ${what}`)
  }
}

export function asObject(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(place, 'an object')
  return value as Record<string, unknown>
}

export function asArray(value: unknown, place: string): unknown[] {
  if (!Array.isArray(value)) throw wrong(place, 'an array')
  return value
}

export function asText(value: unknown, place: string): string {
  if (typeof value !== 'string') throw wrong(place, 'a string')
  return value
}

/** Whole numbers may come as strings, as protobuf's JSON writes 64-bit ones. */
export function asNumber(value: unknown, place: string): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong(place, 'a number')
  return number
}

function wrong(place: string, kind: string): TfjsFormatError {
  return new TfjsFormatError(`${place} is not ${kind}`)
}
