/** Alarm messages as they come over the wire, turned into the words of the truth. */

const INTRUSION = 196609

/** The alarms of one message up to `untilMs` of the video: `{kind, place, way, timeMs, foot}`. */
export function alarmsOf(message, untilMs) {
  const timeMs = message.vigia.video_time_ms
  if (message.event_type !== INTRUSION || timeMs >= untilMs) return []
  return message.data.event_set.map((item) => {
    const { x, y, w, h } = item.bounding_box
    return { ...where(item), timeMs, foot: [x + w / 2, y + h], target: item.detection_id }
  })
}

/** A line is known by the names of its sides (see `targetRoi`), a region by its own. */
function where({ polygon_name, start_position, end_position }) {
  if (polygon_name !== undefined) return { kind: 'region', place: polygon_name, way: end_position }
  const [place, from] = start_position.split(':')
  return { kind: 'line', place, way: `${from}>${end_position.split(':')[1]}` }
}
