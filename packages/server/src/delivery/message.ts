/** The body of a delivery: VIAS's message with the picture in it, or with its address. Pure. */
import type { StoredResult } from '@vigia/core'

/**
 * JSON of the envelope; the picture stands before `data`, as in the published samples.
 * @param picture JPEG bytes for `image_base64`, or an address for `image_url`
 */
export function messageOf(
  result: Pick<StoredResult, 'envelope'>,
  picture: Uint8Array | URL | undefined,
): string {
  const { data, vigia, ...head } = result.envelope
  const body: Record<string, unknown> = { ...head }
  if (picture instanceof URL) body.image_url = picture.href
  else if (picture) body.image_base64 = Buffer.from(picture).toString('base64')
  if (data !== undefined) body.data = data
  if (vigia !== undefined) body.vigia = vigia
  return JSON.stringify(body)
}
