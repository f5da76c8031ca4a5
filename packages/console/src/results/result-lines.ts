/** A result as a person would tell it (the `data` of algorithms-io A.5). */
import type { Words } from '../i18n/en'

const INTRUSION = 196_609
const LOITERING = 196_610
const LINE_COUNT = 131_073
const REGION_COUNT = 131_074
const HEAT_MAP = 131_075
/** Kinds that the algorithms on board make. */
export const KINDS = [INTRUSION, LOITERING, LINE_COUNT, REGION_COUNT, HEAT_MAP]

type Item = Record<string, unknown>

/** What a result of a job and an event of the event centre have in common. */
export interface Found {
  event_type: number
  data: Item
}

export interface ToldResult {
  title: string
  lines: string[]
}

export function kindName(kind: number, { results: w }: Words): string {
  const names: Record<number, string> = {
    [INTRUSION]: w.intrusion,
    [LOITERING]: w.loitering,
    [LINE_COUNT]: w.lineCount,
    [REGION_COUNT]: w.regionCount,
    [HEAT_MAP]: w.heatMap,
  }
  return names[kind] ?? w.other(kind)
}

export function tell(result: Found, words: Words): ToldResult {
  const { data, event_type } = result
  return { title: kindName(event_type, words), lines: linesOf(event_type, data, words) }
}

function linesOf(kind: number, data: Item, words: Words): string[] {
  const items = itemsOf(data)
  const w = words.results
  switch (kind) {
    case INTRUSION:
      return items.map((item) => intrusionLine(item, words))
    case LOITERING:
      return items.map((item) => w.stayed(count(item.category), name(item.polygon_name)))
    case LINE_COUNT:
      return items.map((item) => crossingLine(item, count(data.interval), words))
    case REGION_COUNT:
      return items.map((item) => w.inside(count(item.region_id) + 1, count(item.count)))
    case HEAT_MAP:
      return [w.heatOf(count(data.interval))]
    default:
      return [w.unknown]
  }
}

/** Counts come all the time, whether there was anybody or not. */
export const isCount = ({ event_type }: Found): boolean =>
  event_type === LINE_COUNT || event_type === REGION_COUNT

/** How many people a count saw; undefined for results that are no counts. */
export function peopleCounted(result: Found): number | undefined {
  if (!isCount(result)) return undefined
  return itemsOf(result.data).reduce(
    (sum, item) => sum + count(item.count) + count(item.side1_count) + count(item.side2_count),
    0,
  )
}

export const isCountOfNobody = (result: Found): boolean => peopleCounted(result) === 0

/** The two pictures that a heat map carries in its data, JPEG in base64. */
export function heatPictures({ data, event_type }: Found): { density: string; points: string } | undefined {
  if (event_type !== HEAT_MAP) return undefined
  const { heat_image_base64: density, heatpoint_image_base64: points } = data
  return typeof density === 'string' && typeof points === 'string' ? { density, points } : undefined
}

function intrusionLine(item: Item, words: Words): string {
  const [from, to] = [name(item.start_position) ?? '?', name(item.end_position) ?? '?']
  const [category, region] = [count(item.category), name(item.polygon_name)]
  if (from === 'out' && to === 'in') return words.results.entered(category, region)
  if (from === 'in' && to === 'out') return words.results.left(category, region)
  return words.results.crossed(category, from, to)
}

function crossingLine(item: Item, seconds: number, words: Words): string {
  const [one, two] = [name(item.side1_name) ?? 'Side1', name(item.side2_name) ?? 'Side2']
  return words.results.crossings(
    count(item.line_id) + 1,
    seconds,
    count(item.side1_count),
    one,
    count(item.side2_count),
    two,
  )
}

function itemsOf(data: Item): Item[] {
  const set = data.event_set
  return Array.isArray(set)
    ? set.filter((item): item is Item => typeof item === 'object' && item !== null)
    : []
}

const count = (value: unknown): number => (typeof value === 'number' ? value : 0)
const name = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
