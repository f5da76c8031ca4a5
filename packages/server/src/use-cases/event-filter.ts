/** Which events a rule or a subscription is for: from the wire, and back. */
import type { EventFilter } from '@vigia/core'

interface Wire {
  event_types?: number[]
  sources?: string[]
  task_ids?: string[]
  service_names?: string[]
}

export const toFilter = (wire: Wire): EventFilter => ({
  eventTypes: wire.event_types ?? [],
  sources: wire.sources ?? [],
  jobIds: wire.task_ids ?? [],
  serviceNames: wire.service_names ?? [],
})

export const fromFilter = ({ eventTypes, sources, jobIds, serviceNames }: EventFilter): Required<Wire> => ({
  event_types: eventTypes,
  sources,
  task_ids: jobIds,
  service_names: serviceNames,
})
