/**
 * Events as one answer that goes on: server-sent events. Each id says how far the reader is, so that it goes on there
 * after a pause, at any server on the store. A slow reader is not waited for: nothing is read for it before it has taken
 * what was sent, and one that takes nothing for a minute is cut off.
 */
import { Readable } from 'node:stream'
import type { EventMatch } from '@vigia/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Followed, followEvents } from '../use-cases/index.js'
import { stillAdmitted } from './authenticate.js'
import type { App, RouteDeps } from './deps.js'
import { presentEvent } from './present-event.js'
import { StreamPlaces } from './stream-places.js'

export const FEED_TYPE = 'text/event-stream'
/** How often it is asked whether anything has changed at all; one number is read, whoever changed it. */
const POLL_MS = 100
const CHECK_MS = 2_000
/** Proxies cut connections that are silent for 30 s. */
const HEART_BEAT_MS = 15_000
/** How long a reader may take nothing. */
const STUCK_MS = 60_000
/** After which a browser connects again. */
const RETRY_MS = 3_000
const MOST = { server: 2_000, project: 500 }

export class EventStreams {
  private readonly closing = new AbortController()
  private readonly places = new StreamPlaces('events', 'feeds', 'read the list of events', MOST)

  constructor(
    app: App,
    private readonly deps: RouteDeps,
  ) {
    // Otherwise the server would wait for readers who never leave.
    app.addHook('preClose', async () => this.closing.abort())
  }

  /**
   * @param after the last id that the reader has; undefined: from now on
   * @param seconds after which it ends
   * @throws ApiError VIAS.00010012 when too many read
   */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    projectId: string,
    { match, after, seconds }: { match: EventMatch; after: number | undefined; seconds: number },
  ): FastifyReply {
    const giveBack = this.places.take(projectId)
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const signal = AbortSignal.any([gone.signal, this.closing.signal])
    const until = performance.now() + seconds * 1_000
    const more = (changed: number) => this.more(request, changed, until, signal)
    const followed = followEvents(this.deps.events, projectId, match, after, more)
    // As much as it takes before it asks for more is what the socket holds.
    const stream = Readable.from(
      texts(followed, () => void reply.raw.destroy()),
      {
        objectMode: false,
        highWaterMark: 1,
      },
    )
    stream.once('close', giveBack)
    return reply
      .header('content-type', FEED_TYPE)
      .header('cache-control', 'private, no-store')
      .header('x-accel-buffering', 'no')
      .send(stream)
  }

  /** Waits until something has changed, or a heart-beat is due; false when the feed is over. */
  private async more(
    request: FastifyRequest,
    changed: number,
    until: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const begun = performance.now()
    let checked = begun
    if (!(await stillAdmitted(this.deps, request))) return false
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      const now = performance.now()
      if (signal.aborted || now >= until) return false
      if (now - checked >= CHECK_MS) {
        if (!(await stillAdmitted(this.deps, request))) return false
        checked = now
      }
      if (now - begun >= HEART_BEAT_MS || (await this.deps.events.lastChange()) > changed) return true
    }
  }
}

async function* texts(followed: AsyncGenerator<Followed>, cutOff: () => void): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`
  for await (const one of followed) {
    const timer = setTimeout(cutOff, STUCK_MS)
    try {
      yield toText(one)
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Without data a browser only notes the id. JSON holds no line break. */
function toText({ event, changed }: Followed): string {
  if (!event) return `: still here\nid: ${changed}\n\n`
  return `id: ${changed}\nevent: event\ndata: ${JSON.stringify(presentEvent(event))}\n\n`
}
