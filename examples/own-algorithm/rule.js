/**
 * Too many people at a door: an algorithm of one's own. Vigia loads this file in the analysis process of a job whose
 * service is in algorithm.json beside it. What `tools` holds and what a rule gets and gives: docs/own-algorithms.md.
 */

/** The number in algorithm.json. */
const DOOR_QUEUE = 50397185

export function createRule({ target_roi, most_people, seconds }, tools) {
  /** Video time since when there have been too many, by region. */
  const since = new Map()
  const told = new Set()

  return {
    frame({ width, height, videoTimeMs, objects }) {
      const people = objects.filter((object) => object.label === 'person')
      const results = []
      for (const [i, { points, name }] of tools.regionsFor(target_roi, width, height).entries()) {
        const inside = people.filter(({ box }) => tools.contains(points, tools.footPoint(box, width, height)))
        if (inside.length <= most_people) {
          since.delete(i)
          told.delete(i)
          continue
        }
        if (!since.has(i)) since.set(i, videoTimeMs)
        if (told.has(i) || videoTimeMs - since.get(i) < seconds * 1000) continue
        told.add(i)
        results.push({
          eventType: DOOR_QUEUE,
          data: {
            count: inside.length,
            polygon_name: name ?? '',
            event_set: inside.map(({ box, detectionId }) => ({
              bounding_box: tools.wireBox(box, width, height),
              detection_id: detectionId,
            })),
          },
          drawing: {
            boxes: inside.map(({ box }) => ({ ...box, label: 'person', color: 'alarm' })),
            polygons: [{ points, ...(name ? { name } : {}) }],
            lines: [],
          },
        })
      }
      return results
    },
    end: () => [],
    overlay: (width, height) =>
      tools.drawRoi({ lines: [], polygons: tools.regionsFor(target_roi, width, height) }),
  }
}
