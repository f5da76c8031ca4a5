/** Between the words of the wire (messages, `target_roi`) and those of the truth. */

/** `target_roi` of lines and regions: each side of each line has its own name, so that an alarm tells its line. */
export function roi({ lines = [], regions = [] }) {
  return JSON.stringify({
    lines: lines.map(({ name, points, type }) => ({
      data: points,
      name,
      properties: {
        side1_name: `${name}:1`,
        side2_name: `${name}:2`,
        ...(type === undefined ? {} : { type }),
      },
    })),
    polygons: regions.map(({ name, points }) => ({ data: points, name })),
  })
}

/** Alarms of intrusion (196609) and loitering (196610). */
export function intrusions({ event_type, data, vigia }) {
  if (event_type !== 196609 && event_type !== 196610) return []
  return data.event_set.map(({ polygon_name, start_position, end_position, bounding_box }) => {
    const seen = { timeMs: vigia.video_time_ms, box: bounding_box }
    if (event_type === 196610) return { kind: 'stay', place: polygon_name, ...seen }
    if (polygon_name !== undefined) return { kind: 'region', place: polygon_name, way: end_position, ...seen }
    const [place, from] = start_position.split(':')
    return { kind: 'line', place, way: `${from}>${end_position.split(':')[1]}`, ...seen }
  })
}

/** Alarms of vehicles that stand too long; one without a box tells that it is over. @param list member of `data` */
export function vehicleStays(eventType, place, list) {
  return ({ event_type, data, vigia }) =>
    event_type === eventType
      ? data[list].map(({ bounding_box, polygon_name }) => ({
          kind: 'stay',
          place: polygon_name || place,
          timeMs: vigia.video_time_ms,
          ...(bounding_box ? { box: bounding_box } : { way: 'over' }),
        }))
      : []
}
