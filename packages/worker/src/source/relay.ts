/**
 * A loopback relay for RTSP and RTMP: FFmpeg dials the relay, the relay dials only checked addresses.
 * Substituting the address alone is not enough, since FFmpeg follows an RTSP redirect to wherever the camera says.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { AddressPolicy } from '@vigia/core'
import { AttemptError, type Failure, failure } from './failure.js'
import { dial, dialFailure, resolveChecked } from './resolve.js'
import { joinRtsp } from './rtsp-join.js'

export interface Relay {
  port: number
  /** Why the far side could not be used; clearer than what FFmpeg sees of it. */
  fault(): Failure | undefined
  /** The far side has said something. */
  hasAnswered(): boolean
  close(): void
}

/** @throws AttemptError when the host is refused or unknown. */
export async function startRelay(
  target: { scheme: 'rtsp' | 'rtmp'; host: string; port: number },
  policy: AddressPolicy,
  timeoutMs: number,
): Promise<Relay> {
  const addresses = await resolveChecked(target.host, target.port, policy)
  const sockets = new Set<Socket>()
  let fault: Failure | undefined
  let hasAnswered = false
  let silence: () => Failure | undefined = () => undefined
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
    far.once('data', () => {
      hasAnswered = true
    })
    far.on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.setNoDelay(true)
    near.resume()
    if (target.scheme === 'rtsp') {
      silence = joinRtsp(near, far, policy, (found) => {
        fault = found
      })
      return
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
    fault: () => fault ?? silence(),
    hasAnswered: () => hasAnswered,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
