/**
 * Joins FFmpeg's RTSP connection with the camera's. Until FFmpeg asks to play, what the camera says is looked at: a
 * redirect ends the connection, a refusal of TCP begins the way by UDP. All else passes as it comes.
 */
import type { Socket } from 'node:net'
import type { AddressPolicy } from '@vigia/core'
import { AttemptError, type Failure, failure } from './failure.js'
import { type RtspMessage, RtspReader, statusOf } from './rtsp-reader.js'
import { RedirectWatch } from './rtsp-redirect.js'
import { UdpBridge } from './rtsp-udp.js'

const REDIRECTED = failure(
  'SOURCE.REFUSED',
  'the source redirects to another address, which is not followed; give the final address',
  'never',
)
const GARBLED = failure('SOURCE.UNREACHABLE', 'the camera sends answers that are no RTSP', 'always')

/**
 * @param note is told why a connection had to be ended
 * @returns why nothing comes over this connection, when that is known
 */
export function joinRtsp(
  near: Socket,
  far: Socket,
  policy: AddressPolicy,
  note: (found: Failure) => void,
): () => Failure | undefined {
  const redirects = new RedirectWatch()
  const requests = new RtspReader()
  let answers = new RtspReader()
  /** The request for a stream that is not answered yet; its answer is held until it is whole. */
  let setup: RtspMessage | undefined
  let bridge: UdpBridge | undefined
  let work: Promise<void> = Promise.resolve()

  const end = (error: unknown) => {
    note(error instanceof AttemptError ? error.failure : GARBLED)
    near.destroy()
    far.destroy()
  }
  near.on('close', () => bridge?.close())

  const asked = (chunk: Buffer) => {
    try {
      for (const piece of requests.push(chunk)) {
        const over = bridge
        if (over) {
          work = work.then(() => over.fromNear(piece)).catch(end)
          continue
        }
        far.write(piece.raw)
        if (piece.kind === 'packet') continue
        if (piece.line.startsWith('SETUP ')) setup = piece
        // FFmpeg follows redirects until it asks to play.
        if (piece.line.startsWith('PLAY ')) return pass()
      }
    } catch (error) {
      end(error)
    }
  }

  const answered = (chunk: Buffer) => {
    if (redirects.sees(chunk)) return end(new AttemptError(REDIRECTED))
    try {
      if (bridge) for (const piece of answers.push(chunk)) bridge.fromFar(piece)
      else if (setup) answeredSetup(setup, chunk)
      else deliver(chunk)
    } catch (error) {
      end(error)
    }
  }

  function answeredSetup(request: RtspMessage, chunk: Buffer): void {
    for (const piece of answers.push(chunk)) {
      if (setup && piece.kind === 'message' && statusOf(piece.line) === 461) {
        bridge = new UdpBridge(near, far, policy)
        const over = bridge
        work = over.fromNear(request).catch(end)
        return
      }
      if (piece.kind === 'message') setup = undefined
      deliver(piece.raw)
    }
    if (setup) return
    deliver(answers.pending)
    answers = new RtspReader()
  }

  function deliver(bytes: Buffer): void {
    if (bytes.length === 0 || near.write(bytes)) return
    far.pause()
    near.once('drain', () => far.resume())
  }

  /** Nothing more is to be looked at. */
  function pass(): void {
    near.off('data', asked)
    far.off('data', answered)
    if (requests.pending.length > 0) far.write(requests.pending)
    near.pipe(far)
    far.pipe(near)
  }

  near.on('data', asked)
  far.on('data', answered)
  return () => bridge?.fault()
}
