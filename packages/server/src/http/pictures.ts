/** Answers that are pictures. */
import { ApiError } from '@vigia/contract'
import type { LivePicture } from '@vigia/core'
import type { FastifyReply } from 'fastify'

type PictureReply = Pick<FastifyReply, 'header' | 'code' | 'send'> & { request: { id: string } }

/** 404 with the error body. */
export function noPicture(reply: PictureReply, detail: string): unknown {
  return reply.code(404).send(new ApiError('VIAS.00010002', detail).body(reply.request.id))
}

/** With its time; never kept. */
export function sendLive(reply: PictureReply, { jpeg, at }: LivePicture): unknown {
  void reply.header('x-picture-at', new Date(at).toISOString()).header('cache-control', 'private, no-store')
  return sendJpeg(reply, jpeg)
}

export function sendJpeg(reply: PictureReply, jpeg: Uint8Array): unknown {
  return reply
    .header('content-type', 'image/jpeg')
    .send(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength))
}
