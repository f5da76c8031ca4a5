/** Says one result message in one line that a person can read. */

type Json = Record<string, unknown>

/**
 * @param message a result message as webhooks get it
 * @param job what to call its job
 * @returns e.g. `14:03:07  demo-intrusion  intrusion: a person entered 'gate area' at (902, 431)`
 */
export function alarmLine(message: unknown, job: string): string {
  const root = asObject(message)
  const data = asObject(root.data)
  return `${timeOf(root)}  ${job}  ${describe(Number(root.event_type), data)}`
}

function describe(eventType: number, data: Json): string {
  const events = asList(data.event_set).map(asObject)
  switch (eventType) {
    case 196_609:
      return `intrusion: ${events.map(intrusion).join('; ')}`
    case 196_610:
      return `loitering: ${events.map((e) => `${who(e)} stays${named(e)} at ${where(e)}`).join('; ')}`
    case 131_073:
      return `flow: ${events.map(lineCount).join('; ')}${seconds(data)}`
    case 131_074:
      return `flow: ${events.map((e) => `${e.count} in ${e.polygon_name === undefined ? `region ${e.region_id}` : `'${e.polygon_name}'`}`).join('; ')}`
    case 131_075:
      return `flow: a new heat map${seconds(data)}`
    default:
      return `event ${eventType}: ${events.length} in the set`
  }
}

function intrusion(event: Json): string {
  const { start_position: from, end_position: to } = event
  const region = event.polygon_name === undefined ? 'the region' : `'${event.polygon_name}'`
  if (from === 'out' && to === 'in') return `${who(event)} entered ${region} at ${where(event)}`
  if (from === 'in' && to === 'out') return `${who(event)} left ${region} at ${where(event)}`
  return `${who(event)} crossed from ${from} to ${to} at ${where(event)}`
}

function lineCount(event: Json): string {
  const side = (i: 1 | 2): string =>
    `${event[`side${i}_count`]} crossed to ${event[`side${i}_name`] ?? `side ${i}`}`
  return `${side(1)}, ${side(2)}`
}

function who({ category }: Json): string {
  return category === 0 ? 'a person' : category === 1 ? 'a vehicle' : 'something'
}

function named({ polygon_name: name }: Json): string {
  return name === undefined ? '' : ` in '${name}'`
}

/** Where it stands: the middle of the box's lower edge. */
function where(event: Json): string {
  const { x, y, w, h } = asObject(event.bounding_box)
  return `(${Math.round(Number(x) + Number(w) / 2)}, ${Math.round(Number(y) + Number(h))})`
}

function seconds({ interval }: Json): string {
  return interval === undefined ? '' : ` (last ${interval} s)`
}

/** Local wall clock; `timestamp` is in whole seconds since 1970. */
function timeOf({ timestamp }: Json): string {
  const date = new Date(Number(timestamp) * 1000)
  return Number.isNaN(date.getTime()) ? '--:--:--' : date.toTimeString().slice(0, 8)
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
