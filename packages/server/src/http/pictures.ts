/** Answers that are pictures. */
import { ApiError } from '@vigia/contract'
import type { LivePicture } from '@vigia/core'
import type { FastifyReply } from 'fastify'

type PictureReply = Pick<FastifyReply, 'header' | 'headers' | 'code' | 'send'> & { request: { id: string } }

/** 404 with the error body. */
export function noPicture(reply: PictureReply, detail: string): unknown {
  return reply.code(404).send(new ApiError('VIAS.00010002', detail).body(reply.request.id))
}

export const pictureHeaders = ({ at, of }: LivePicture): Record<string, string> => ({
  'x-picture-at': new Date(at).toISOString(),
  ...(of && { 'x-picture-of': `${of.width}x${of.height}` }),
})

/** With its time, and the size of the source's frames where it is known; never kept. */
export function sendLive(reply: PictureReply, picture: LivePicture): unknown {
  void reply.headers({ ...pictureHeaders(picture), 'cache-control': 'private, no-store' })
  return sendJpeg(reply, picture.jpeg)
}

export function sendJpeg(reply: PictureReply, jpeg: Uint8Array): unknown {
  return reply
    .header('content-type', 'image/jpeg')
    .send(Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength))
}
