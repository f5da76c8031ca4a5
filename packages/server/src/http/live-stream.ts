/**
 * Live pictures as one answer that goes on: multipart/x-mixed-replace, which browsers show as a moving picture. A
 * viewer takes the newest picture when it has taken the one before: a slow one gets fewer, and none wait for it.
 */
import { Readable } from 'node:stream'
import type { LivePicture } from '@vigia/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { stillAdmitted } from './authenticate.js'
import type { App, RouteDeps } from './deps.js'
import { pictureHeaders } from './pictures.js'
import { StreamPlaces } from './stream-places.js'

export interface Watched {
  /** The newest picture; undefined while there is none. */
  latest(): LivePicture | undefined
  /** Whether there is still something to look at; asked every two seconds. */
  goesOn(): Promise<boolean>
}

const BOUNDARY = 'vigia-picture'
export const LIVE_TYPE = `multipart/x-mixed-replace; boundary=${BOUNDARY}`
/** How often a new picture is looked for. */
const POLL_MS = 100
const CHECK_MS = 2_000
/** Streams at once. */
const MOST = { server: 500, project: 100 } as const

export class LiveStreams {
  private readonly closing = new AbortController()
  private readonly places = new StreamPlaces('live', 'live streams', 'ask for single pictures', MOST)

  constructor(
    app: App,
    private readonly deps: RouteDeps,
  ) {
    // Otherwise the server would wait for viewers who never leave.
    app.addHook('preClose', async () => this.closing.abort())
  }

  /**
   * @param seconds after which it ends
   * @throws ApiError VIAS.00010012 when too many look
   */
  send(request: FastifyRequest, reply: FastifyReply, seconds: number, watched: Watched): FastifyReply {
    const projectId = request.signedIn?.project?.id ?? ''
    const giveBack = this.places.take(projectId)
    // A generator that waits for the next picture does not learn that its reader has gone.
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const signal = AbortSignal.any([gone.signal, this.closing.signal])
    const stream = Readable.from(this.parts(request, seconds * 1_000, watched, signal), {
      objectMode: false,
      highWaterMark: 1,
    })
    stream.once('close', giveBack)
    return reply.header('content-type', LIVE_TYPE).header('cache-control', 'private, no-store').send(stream)
  }

  private async *parts(
    request: FastifyRequest,
    ms: number,
    watched: Watched,
    signal: AbortSignal,
  ): AsyncGenerator<Buffer> {
    const begun = performance.now()
    let checked = begun
    let shown: LivePicture | undefined
    while (!signal.aborted && performance.now() - begun < ms) {
      if (performance.now() - checked >= CHECK_MS) {
        if (!(await stillAdmitted(this.deps, request)) || !(await watched.goesOn())) return
        checked = performance.now()
      }
      const picture = watched.latest()
      if (picture && picture !== shown) {
        shown = picture
        yield part(picture)
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }
}

function part(picture: LivePicture): Buffer {
  const { jpeg } = picture
  const head = [
    `--${BOUNDARY}`,
    'content-type: image/jpeg',
    `content-length: ${jpeg.length}`,
    ...Object.entries(pictureHeaders(picture)).map(([name, value]) => `${name}: ${value}`),
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), jpeg, Buffer.from('\r\n')])
}
