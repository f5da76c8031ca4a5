/** From the files of a catalogue entry to ONNX, by the converter of their format. */
import { basename } from 'node:path'
import type { CatalogueEntry } from './catalogue.js'
import { CONVERTER_VERSION, convertTflite } from './convert.js'
import { convertTfjs, TFJS_CONVERTER_VERSION } from './tfjs/convert.js'

/** Of what a cached conversion must have been made with. */
export function converterVersion({ format }: CatalogueEntry): number {
  return format === 'tfjs' ? TFJS_CONVERTER_VERSION : CONVERTER_VERSION
}

/** @param beside the files beside it by their paths in the package */
export function convertSource(
  { format, manifest }: CatalogueEntry,
  file: Uint8Array,
  beside: ReadonlyMap<string, Uint8Array>,
  metadata: Record<string, string>,
): Uint8Array {
  if (format !== 'tfjs') return convertTflite(file, manifest.name, metadata)
  // A graph names its weight files as they lie beside it.
  const shards = new Map([...beside].map(([path, bytes]) => [basename(path), bytes]))
  return convertTfjs(file, shards, manifest.name, metadata)
}
