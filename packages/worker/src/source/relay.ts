/**
 * A loopback relay for RTSP and RTMP: FFmpeg dials the relay, the relay dials only checked addresses.
 * Substituting the address alone is not enough, since FFmpeg follows an RTSP redirect to wherever the camera says.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { AddressPolicy } from '@vigia/core'
import { AttemptError, type Failure, failure } from './failure.js'
import { dial, dialFailure, resolveChecked } from './resolve.js'
import { RedirectWatch } from './rtsp-redirect.js'

export interface Relay {
  port: number
  /** Why the far side could not be used; clearer than what FFmpeg sees of it. */
  fault(): Failure | undefined
  close(): void
}

const REDIRECTED = failure(
  'SOURCE.REFUSED',
  'the source redirects to another address, which is not followed; give the final address',
  'never',
)
/** @throws AttemptError when the host is refused or unknown. */
export async function startRelay(
  target: { scheme: 'rtsp' | 'rtmp'; host: string; port: number },
  policy: AddressPolicy,
  timeoutMs: number,
): Promise<Relay> {
  const addresses = await resolveChecked(target.host, target.port, policy)
  const sockets = new Set<Socket>()
  let fault: Failure | undefined
  const server = createServer((near) => {
    sockets.add(near)
    near.on('error', () => near.destroy())
    near.on('close', () => sockets.delete(near))
    near.pause()
    dial(addresses, target.port, timeoutMs).then(
      (far) => {
        sockets.add(far)
        far.on('close', () => sockets.delete(far))
        if (near.destroyed) far.destroy()
        else join(near, far)
      },
      (error: unknown) => {
        fault = dialFailure(error)
        near.destroy()
      },
    )
  })

  function join(near: Socket, far: Socket): void {
    far.on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.setNoDelay(true)
    if (target.scheme === 'rtsp') {
      const redirects = new RedirectWatch()
      const asked = (chunk: Buffer) => {
        // FFmpeg follows redirects until it asks to play. At the start of the request only: the word in a path is
        // under the user's control.
        if (chunk.toString('latin1', 0, 5) !== 'PLAY ') return
        near.off('data', asked)
        far.off('data', answered)
      }
      const answered = (chunk: Buffer) => {
        if (!redirects.sees(chunk)) return
        fault = REDIRECTED
        near.destroy()
        far.destroy()
      }
      near.on('data', asked)
      // Registered before pipe(), so a redirect is seen before it is passed on.
      far.on('data', answered)
    }
    near.pipe(far)
    far.pipe(near)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  }).catch(() => {
    throw new AttemptError(failure('SOURCE.UNREACHABLE', 'no loopback port is free for the relay', 'always'))
  })
  return {
    port: (server.address() as AddressInfo).port,
    fault: () => fault,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
