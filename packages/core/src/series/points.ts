/** Which numbers of a result message (algorithms-io A.5) are kept as series: one point per line side, region or total. */
import { placeKey } from './place-key.js'

/** `count`: so many within the interval, they add up. `level`: so many at that moment, they do not. */
export type SeriesKind = 'count' | 'level'

/** What a series is of, within its job. */
export interface SeriesAbout {
  /** Unique within the job, the same for all messages: lower-case letters, digits and dashes. */
  key: string
  kind: SeriesKind
  eventType: number
  /** For people: of a side as its owner named it, otherwise made from what it is. */
  name: string
  /** A line `[[x,y],[x,y]]` or a polygon as the newest message had it; undefined for totals. */
  place: unknown
}

export interface SeriesPoint {
  about: SeriesAbout
  /** 0 or more. */
  value: number
  /** Seconds that the value stands for; 0 for levels. */
  seconds: number
}

type Element = Record<string, unknown>

/** Far more than the 100 lines and 100 regions that a job may have. */
const MOST_POINTS = 1_000
/** Names come from users; longer ones than a side may have are no use in a list. */
const MOST_NAME = 64

const LINE_COUNT = 131073
const REGION_COUNT = 131074
const KEY_POST = 458752
const CROWD = 524288
const HIGH_POINT_CROWD = 1769472
const VEHICLE_COUNT = 75010

/** @returns none for messages of other kinds, and for what in a message is no number */
export function pointsOf(eventType: number, envelope: Record<string, unknown>): SeriesPoint[] {
  const data = isObject(envelope.data) ? envelope.data : {}
  const elements = Array.isArray(data.event_set) ? data.event_set.filter(isObject) : []
  return candidates(eventType, data, elements)
    .filter(({ value }) => Number.isFinite(value) && value >= 0)
    .slice(0, MOST_POINTS)
}

function candidates(eventType: number, data: Element, elements: Element[]): SeriesPoint[] {
  switch (eventType) {
    case LINE_COUNT: {
      const seconds = Math.max(0, numberOf(data.interval) || 0)
      return elements.flatMap((line, i) => [ofSide(line, i, 1, seconds), ofSide(line, i, 2, seconds)])
    }
    case REGION_COUNT:
      return elements.map((region, i) => {
        const id = idOf(region.region_id, i)
        const about = { key: `region-${id}`, name: `Region ${id}`, place: region.polygon }
        return level(eventType, about, region.count)
      })
    case KEY_POST:
      return elements.map((post) => ofPolygon(eventType, post, 'people', post.counter))
    case CROWD:
      return elements.flatMap((crowd) => [
        ofPolygon(eventType, crowd, 'people', crowd.crowd_count),
        ofPolygon(eventType, crowd, 'banners', crowd.banner_count),
      ])
    case HIGH_POINT_CROWD:
      return [
        level(
          eventType,
          { key: 'total-people', name: 'People in all regions', place: undefined },
          data.total_crowd_count,
        ),
        ...elements.map((crowd) => ofPolygon(eventType, crowd, 'people', crowd.crowd_count)),
      ]
    case VEHICLE_COUNT:
      return [
        level(
          eventType,
          { key: 'total-vehicles', name: 'Vehicles in all regions', place: undefined },
          data.total_vehicle_count,
        ),
        ...elements.map((region, i) => {
          const id = idOf(region.region_id, i)
          const about = {
            key: `region-${id}-vehicles`,
            name: `Vehicles in region ${id}`,
            place: region.polygon,
          }
          return level(eventType, about, region.vehicle_count)
        }),
      ]
    default:
      return []
  }
}

/** `side1_count` is of those who crossed *to* side 1. */
function ofSide(line: Element, index: number, side: 1 | 2, seconds: number): SeriesPoint {
  const id = idOf(line.line_id, index)
  const given = line[`side${side}_name`]
  const name = typeof given === 'string' && given !== '' ? given.slice(0, MOST_NAME) : `Side${side}`
  return {
    about: {
      key: `line-${id}-side${side}`,
      kind: 'count',
      eventType: LINE_COUNT,
      name: `Line ${id} to ${name}`,
      place: line.line,
    },
    value: numberOf(line[`side${side}_count`]),
    seconds,
  }
}

/** Of a region without a number: messages may hold only some regions, so that its place in the list says nothing. */
function ofPolygon(eventType: number, element: Element, what: string, value: unknown): SeriesPoint {
  const key = placeKey(element.polygon)
  const title = what === 'people' ? 'People' : 'Banners'
  return level(
    eventType,
    { key: `region-${key}-${what}`, name: `${title} in region ${key}`, place: element.polygon },
    value,
  )
}

const level = (
  eventType: number,
  about: Pick<SeriesAbout, 'key' | 'name' | 'place'>,
  value: unknown,
): SeriesPoint => ({ about: { ...about, kind: 'level', eventType }, value: numberOf(value), seconds: 0 })

const idOf = (given: unknown, index: number): number =>
  Number.isSafeInteger(given) && (given as number) >= 0 ? (given as number) : index
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)
const isObject = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
