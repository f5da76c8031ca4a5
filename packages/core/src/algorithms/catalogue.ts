/** The algorithms of an installation: those that come with the platform, and those that the administrator has added. */
import type { Algorithm } from './algorithm.js'
import { ManifestError } from './manifest-member.js'

export type Algorithms = ReadonlyMap<string, Algorithm>

/** @throws ManifestError when a name or an id is taken already */
export function withAdded(
  algorithms: Algorithms,
  added: readonly { file: string; services: readonly Algorithm[] }[],
): Algorithms {
  const all = new Map(algorithms)
  const ids = new Set([...all.values()].flatMap(idsOf))
  for (const { file, services } of added) {
    for (const service of services) {
      if (all.has(service.serviceName))
        throw new ManifestError(
          `${file}: services: there is a service ${service.serviceName} already; choose another service_name`,
        )
      const taken = idsOf(service).find((id) => ids.has(id))
      if (taken !== undefined)
        throw new ManifestError(`${file}: services: the id ${taken} is taken; make a new UUID`)
      for (const id of idsOf(service)) ids.add(id)
      all.set(service.serviceName, service)
    }
  }
  return all
}

const idsOf = ({ serviceId, releases }: Algorithm): string[] => [
  serviceId,
  ...releases.map(({ algId }) => algId),
]
