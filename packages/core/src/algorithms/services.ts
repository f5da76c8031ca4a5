/** One algorithm, offered as a cloud service, an edge service, or both: what differs is the name and the ids. */
import type { Algorithm, Release } from './algorithm.js'

/** The UUIDs that are a service's on the wire; made once and never changed (version 4, lower case). */
export interface ServiceIds {
  serviceName: string
  serviceId: string
  /** One for each release, oldest first. */
  algIds: readonly [string, ...string[]]
}

/** What both services have in common; releases have no id of their own yet. */
export type AlgorithmSketch = Omit<Algorithm, 'serviceName' | 'serviceId' | 'type' | 'releases'> & {
  releases: readonly [Omit<Release, 'algId'>, ...Omit<Release, 'algId'>[]]
}

/** @throws Error when a service has not exactly one id for each release */
export function offer(
  sketch: AlgorithmSketch,
  services: Partial<Record<Algorithm['type'], ServiceIds>>,
): Algorithm[] {
  return (['cloud', 'edge'] as const).flatMap((type) => {
    const ids = services[type]
    return ids ? [asService(sketch, type, ids)] : []
  })
}

function asService(sketch: AlgorithmSketch, type: Algorithm['type'], ids: ServiceIds): Algorithm {
  const { serviceName, serviceId, algIds } = ids
  if (algIds.length !== sketch.releases.length)
    throw new Error(`${serviceName} has ${sketch.releases.length} releases and ${algIds.length} ids for them`)
  const [first, ...more] = sketch.releases
  const release = (of: Omit<Release, 'algId'>, i: number): Release => ({ ...of, algId: algIds[i]! })
  return {
    ...sketch,
    serviceName,
    serviceId,
    type,
    releases: [release(first, 0), ...more.map((of, i) => release(of, i + 1))],
  }
}
