/** How well alarm pictures of a job are compressed: what the job asks for, or what is usual for its algorithm. */
import type { Release } from '@vigia/core'

/** Of algorithms without the parameter. */
const USUAL = 90

/** @returns JPEG quality in percent; the release's own check keeps it in its range */
export function pictureQuality(release: Release, common: Record<string, unknown>): number {
  if (typeof common.image_compression_ratio === 'number') return common.image_compression_ratio
  const properties = (release.parameters.properties ?? {}) as Record<string, { default?: unknown }>
  const usual = properties.image_compression_ratio?.default
  return typeof usual === 'number' ? usual : USUAL
}
