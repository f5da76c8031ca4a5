/** A large body as it arrives: it may take as long as it wants, but not stand still. */
import type { IncomingMessage } from 'node:http'
import { ApiError } from '@vigia/contract'
import { exempt } from './client-error.js'

/** Between two parts of the body; and for the rest of one that is refused. */
const IDLE_MS = 30_000

/** @throws ApiError VIAS.00010004 when it is cut off, or nothing comes for 30 s */
export async function* arriving(
  raw: IncomingMessage,
  idleMs = IDLE_MS,
): AsyncGenerator<Uint8Array, void, undefined> {
  const idle = (): void => {
    raw.destroy(new Error('idle'))
  }
  let timer = setTimeout(idle, idleMs)
  try {
    // Whoever stops reading has an answer to give on the same connection.
    for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      clearTimeout(timer)
      yield chunk
      timer = setTimeout(idle, idleMs)
    }
  } catch {
    throw new ApiError('VIAS.00010004', 'body: it was cut off before its end; send it again')
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The request need not be there as soon as others.
 * @returns to be called when its body was read or refused: the rest of a refused one has to come soon
 */
export function takesLong(raw: IncomingMessage, restMs = IDLE_MS): () => void {
  const readmit = exempt(raw.socket)
  return () => {
    readmit()
    if (raw.complete || raw.destroyed) return
    const timer = setTimeout(() => raw.destroy(), restMs)
    raw.once('close', () => clearTimeout(timer))
  }
}
