/** Answers that are clips: players ask for ranges of bytes. */
import { Readable } from 'node:stream'
import type { BlobStore } from '@vigia/core'
import type { FastifyReply } from 'fastify'
import { noPicture } from './pictures.js'

type ClipReply = Pick<FastifyReply, 'header' | 'headers' | 'code' | 'send'> & { request: { id: string } }

/**
 * @param name of the clip; undefined when there is none
 * @param range the header as it came; what is no single range of bytes gets the whole
 * @param missing what a 404 says
 */
export async function sendClip(
  reply: ClipReply,
  blobs: BlobStore,
  name: string | undefined,
  range: string | undefined,
  missing: string,
): Promise<unknown> {
  const size = name === undefined ? undefined : await blobs.size(name)
  if (name === undefined || size === undefined) return noPicture(reply, `message_id: ${missing}`)
  void reply.headers({
    'content-type': 'video/mp4',
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=86400, immutable',
  })
  const asked = rangeOf(range, size)
  if (asked === 'outside') return reply.code(416).header('content-range', `bytes */${size}`).send('')
  const { start, end } = asked ?? { start: 0, end: size - 1 }
  if (asked) void reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`)
  return reply.header('content-length', end - start + 1).send(Readable.from(blobs.read(name, start, end)))
}

function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'outside' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  // Without a first byte: so many from the end.
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start <= end ? { start, end } : 'outside'
}
