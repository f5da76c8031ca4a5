/**
 * Where an input's frames are to be had. Locators live in the worker, not in its analysis processes: sessions with
 * servers and keys are shared and kept here, and an analysis process learns addresses only.
 */
import type { AddressPolicy, PushedStreams, ReadableInput } from '@vigia/core'
import { isStream, type Place, type SourceOptions } from '../source/index.js'
import { edgeCameraLocator } from './edge-camera.js'
import { pushedStream } from './pushed-stream.js'
import { restfulLocator } from './restful.js'
import { type VcnSessions, vcnLocator } from './vcn/index.js'

export interface Locator {
  presumed: SourceOptions['presumed']
  /**
   * Asked before every attempt; answers within a minute.
   * @throws AttemptError with words for the job's status
   */
  locate(signal: AbortSignal): Promise<Place>
  /** The run is over; sessions that only it needed may end. Nothing is asked any more. */
  close?(): void
}

export interface LocateDeps {
  /** Whom media sources may reach. */
  mediaPolicy: AddressPolicy
  /** Whom RESTful servers may be. */
  lookupPolicy: AddressPolicy
  vcn: VcnSessions
  /** Where pushed streams arrive. */
  pushes: PushedStreams
}

/** Undefined when this release has no reader for such inputs. */
export function locatorOf(input: ReadableInput, deps: LocateDeps): Locator | undefined {
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
    default:
      return undefined
  }
}

export function unreadable({ type }: ReadableInput): string {
  return `No worker of this installation can read inputs of type ${type}. Give the address of the file or stream as input.type url, or install a release that reads ${type}, then start the job.`
}
