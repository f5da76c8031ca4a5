/** Elements of `event_set` that several services have (algorithms-io A.5). */
import type { Alarmed } from './class-alarm-rule.js'

/** The box alone. */
export const boxItem = ({ box }: Alarmed): Record<string, unknown> => ({ bounding_box: box })

/** Box and the id that stays while the thing does; the region's name where it has one. */
export const tracedItem = ({ box, detectionId, polygonName }: Alarmed): Record<string, unknown> => ({
  bounding_box: box,
  detection_id: detectionId,
  ...(polygonName === undefined ? {} : { polygon_name: polygonName }),
})
