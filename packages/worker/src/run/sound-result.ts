/** Whether what a rule gives can be stored, drawn and sent: it may be somebody else's, and must not end more than itself. */
import type { Drawing, RuleResult } from '@vigia/core'

/** Characters of a message as JSON, without its picture: those of our own algorithms have a few thousand. */
const MOST_CHARACTERS = 1_000_000
const MOST_SHAPES = 10_000
const MOST_TEXT = 1_000
const MOST_HEAT_MAPS = 10
const MOST_CELLS = 1_000_000

/**
 * The result as plain data: nothing in it changes, throws or is computed later.
 * @throws Error saying what is wrong
 */
export function soundResult(result: unknown, eventTypes: readonly number[]): RuleResult {
  const { eventType, data, root, drawing, heatmaps } = object<RuleResult>(result, 'a result')
  if (!eventTypes.includes(eventType)) throw new Error(`eventType ${eventType} is not in its manifest`)
  const of = `of event ${eventType}`
  return {
    eventType,
    data: plain(data, `data ${of}`),
    ...(root === undefined ? {} : { root: plain(root, `root ${of}`) }),
    drawing: drawing === undefined ? undefined : soundDrawing(drawing, `drawing ${of}`),
    ...(heatmaps === undefined ? {} : { heatmaps: soundHeatMaps(heatmaps, `heatmaps ${of}`) }),
  }
}

/** @throws Error naming the shape that cannot be drawn */
export function soundDrawing(drawing: unknown, what: string): Drawing {
  const { boxes, lines, polygons } = object<Drawing>(drawing, what)
  for (const [name, shapes] of Object.entries({ boxes, lines, polygons }))
    if (!Array.isArray(shapes) || shapes.length > MOST_SHAPES)
      throw new Error(`${what}: ${name} must be a list of at most ${MOST_SHAPES}`)
  boxes.forEach((box, i) => {
    const { x, y, w, h, label } = object<Drawing['boxes'][number]>(box, `${what}: boxes[${i}]`)
    if (![x, y, w, h].every(Number.isFinite) || !isShort(label))
      throw new Error(`${what}: boxes[${i}] must have numbers x, y, w, h, and a short label or none`)
  })
  for (const [name, shapes] of Object.entries({ lines, polygons }))
    shapes.forEach((shape, i) => {
      const at = `${what}: ${name}[${i}]`
      const { points, name: text } = object<Drawing['polygons'][number]>(shape, at)
      const arePoints =
        Array.isArray(points) &&
        points.length >= 2 &&
        points.every((point) => Array.isArray(point) && point.length === 2 && point.every(Number.isFinite))
      if (!arePoints || !isShort(text))
        throw new Error(`${at} must have points, two or more pairs of numbers, and a short name or none`)
    })
  return { boxes, lines, polygons }
}

function soundHeatMaps(heatmaps: unknown, what: string): NonNullable<RuleResult['heatmaps']> {
  if (!Array.isArray(heatmaps) || heatmaps.length > MOST_HEAT_MAPS)
    throw new Error(`${what} must be a list of at most ${MOST_HEAT_MAPS}`)
  for (const map of heatmaps) {
    const { cols, rows, values } = map?.grid ?? {}
    if (!(values instanceof Float32Array) || values.length > MOST_CELLS || values.length !== cols * rows)
      throw new Error(
        `${what} must each have a grid of cols × rows values, at most ${MOST_CELLS}, in a Float32Array`,
      )
  }
  return heatmaps
}

function plain(value: unknown, what: string): Record<string, unknown> {
  object(value, what)
  let text: string
  try {
    text = JSON.stringify(value)
  } catch (error) {
    throw new Error(`${what} is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (text.length > MOST_CHARACTERS)
    throw new Error(`${what} has ${text.length} characters as JSON; at most ${MOST_CHARACTERS} are taken`)
  return object(JSON.parse(text), what)
}

function object<T extends object>(value: unknown, what: string): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${what} must be an object`)
  return value as T
}

const isShort = (text: unknown): boolean =>
  text === undefined || (typeof text === 'string' && text.length <= MOST_TEXT)
