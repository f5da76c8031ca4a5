/** The body of a delivery: VIAS's message with the picture in it. Pure. */
import type { ResultRow } from '@vigia/core'

/** JSON of the envelope; `image_base64` stands before `data`, as in the published samples. */
export function messageOf(result: ResultRow): string {
  const { data, vigia, ...head } = result.envelope
  const body: Record<string, unknown> = { ...head }
  if (result.picture) body.image_base64 = Buffer.from(result.picture).toString('base64')
  if (data !== undefined) body.data = data
  if (vigia !== undefined) body.vigia = vigia
  return JSON.stringify(body)
}
