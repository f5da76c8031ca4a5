/** `target_roi` (a string of JSON, algorithms-io A.2) as lines a person can read. */
import type { Words } from '../i18n/en'

interface Shape {
  data?: unknown
  name?: unknown
  properties?: { side1_name?: unknown; side2_name?: unknown }
}

export function roiLines(value: unknown, words: Words): string[] {
  if (value === null || value === undefined || value === '') return [words.roi.standard]
  try {
    const roi = JSON.parse(String(value)) as { lines?: Shape[]; polygons?: Shape[] }
    const told = [
      ...(roi.polygons ?? []).map(({ name, data }) =>
        words.roi.region(text(name), Array.isArray(data) ? data.length : 0),
      ),
      ...(roi.lines ?? []).map(({ name, properties }) =>
        words.roi.line(
          text(name),
          text(properties?.side1_name) ?? 'Side1',
          text(properties?.side2_name) ?? 'Side2',
        ),
      ),
    ]
    return told.length > 0 ? told : [words.roi.standard]
  } catch {
    return [words.roi.unreadable]
  }
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
