/** Pictures by the address that a message carried: whoever has it needs no sign-in until it expires. */
import { ApiError, SentPicturePath, SentPictureQuery } from '@vigia/contract'
import { pictureOf } from '../blobs/index.js'
import type { App, RouteDeps } from './deps.js'
import { PICTURE_ANSWERS } from './operation.js'
import { noPicture, sendJpeg } from './pictures.js'

export function sentPictureRoutes(app: App, deps: RouteDeps): void {
  app.get(
    '/v2/:project_id/pictures/:message_id',
    {
      schema: {
        tags: ['deliveries'],
        operationId: 'showSentPicture',
        security: [],
        summary: 'Picture of a message, by the address in it',
        params: SentPicturePath,
        querystring: SentPictureQuery,
        response: PICTURE_ANSWERS,
      },
    },
    async (request, reply) => {
      const { project_id: projectId, message_id: messageId } = request.params
      const address = { projectId, messageId, ...request.query }
      if (!deps.pictureAddresses.isValid(address, deps.clock.now()))
        throw new ApiError(
          'VIAS.00010005',
          'signature: the address was changed or has expired; ask for the picture by its result',
        )
      const result = await deps.results.byMessageId(messageId)
      const picture = result?.projectId === projectId ? await pictureOf(deps, result) : undefined
      if (!picture) return noPicture(reply, `message_id: the picture of ${messageId} is not kept any more`)
      void reply.header('cache-control', 'private, max-age=86400, immutable')
      return sendJpeg(reply, picture)
    },
  )
}
