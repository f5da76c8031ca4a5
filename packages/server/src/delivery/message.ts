/** The body of a delivery: VIAS's message with the picture in it, or with its address. Pure. */
import type { ResultRow } from '@vigia/core'

/**
 * JSON of the envelope; the picture stands before `data`, as in the published samples.
 * @param pictureAddress sent instead of the picture, as `image_url`
 */
export function messageOf(result: ResultRow, pictureAddress?: string): string {
  const { data, vigia, ...head } = result.envelope
  const body: Record<string, unknown> = { ...head }
  if (result.picture) {
    if (pictureAddress === undefined) body.image_base64 = Buffer.from(result.picture).toString('base64')
    else body.image_url = pictureAddress
  }
  if (data !== undefined) body.data = data
  if (vigia !== undefined) body.vigia = vigia
  return JSON.stringify(body)
}
