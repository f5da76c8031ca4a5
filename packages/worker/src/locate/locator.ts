/**
 * Where an input's frames are to be had. Locators live in the worker, not in its analysis processes: sessions with
 * servers and keys are shared and kept here, and an analysis process learns addresses only.
 */
import type { AddressPolicy, PushedStreams, ReadableInput } from '@vigia/core'
import type { OpenStore } from '@vigia/objects'
import { isStream, type Place, type SourceOptions } from '../source/index.js'
import { edgeCameraLocator } from './edge-camera.js'
import { objectLocator } from './objects.js'
import { pushedStream } from './pushed-stream.js'
import { restfulLocator } from './restful.js'
import { type VcnSessions, vcnLocator } from './vcn/index.js'

export interface Locator {
  presumed: SourceOptions['presumed']
  /**
   * Asked before every attempt; answers within a minute.
   * @param part one of `parts`, where there are some
   * @throws AttemptError with words for the job's status
   */
  locate(signal: AbortSignal, part?: string): Promise<Place>
  /**
   * The objects that the input names, in the order of their keys; absent: it is one source. Asked when a run begins.
   * @throws AttemptError
   */
  parts?(signal: AbortSignal): Promise<string[]>
  /** The run is over; sessions that only it needed may end. Nothing is asked any more. */
  close?(): void
}

export interface LocateDeps {
  /** Opens what holds a project's objects. */
  openStore: OpenStore
  /** Whom RESTful servers may be. */
  lookupPolicy: AddressPolicy
  vcn: VcnSessions
  /** Where pushed streams arrive. */
  pushes: PushedStreams
}

export function locatorOf(input: ReadableInput, deps: LocateDeps): Locator {
  switch (input.type) {
    case 'url':
      return {
        presumed: isStream(input.url) ? 'stream' : 'file',
        locate: async () => ({ url: input.url }),
      }
    case 'restful':
      return restfulLocator(input, deps.lookupPolicy)
    case 'vcn':
      return vcnLocator(input, deps.vcn)
    case 'vis':
      return pushedStream(input, deps.pushes)
    case 'edgecamera':
      return edgeCameraLocator(input)
    case 'obs':
      return objectLocator(input, deps.openStore(input.store))
  }
}
