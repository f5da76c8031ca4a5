/** Rows of six numbers, box, score and class, in whatever order a graph has them: what three heads have in common. */
import { CandidateList } from '../candidates.js'
import type { Corners } from '../suppression.js'
import { fromCentre, times } from './corners.js'
import type { HeadOutput, OptionCheck, Reading, ScoredBox } from './head.js'

const BY_CORNERS = ['x1', 'y1', 'x2', 'y2', 'score', 'class']
const BY_CENTRE = ['cx', 'cy', 'w', 'h', 'score', 'class']
const BY_SIZE = ['x1', 'y1', 'w', 'h', 'score', 'class']

const isOrderOf = (names: readonly string[], value: unknown): boolean =>
  Array.isArray(value) && value.length === 6 && names.every((name) => value.includes(name))

export const columnOrder: OptionCheck = (value) =>
  [BY_CORNERS, BY_CENTRE, BY_SIZE].some((names) => isOrderOf(names, value))
    ? undefined
    : `six names in the order of the columns: ${BY_CORNERS.join(', ')}, or with cx, cy, w, h or x1, y1, w, h for the box`

/** [1, N, 6] or [N, 6]. The class is a number of a label, from 0; rows with another are left out. */
export const SIX_SHAPES = [
  [1, 'N', 6],
  ['N', 6],
] as const

export function decodeSix(
  { data }: HeadOutput,
  { width, height, columns, minScore, options }: Reading,
): ScoredBox[] {
  const order = options.columns ?? BY_CORNERS
  const at = (name: string) => order.indexOf(name)
  const [scoreAt, classAt] = [at('score'), at('class')]
  const wanted = new Set(columns)
  const list = new CandidateList(minScore)
  for (let row = 0, anchor = 0; row < data.length; row += 6, anchor++) {
    const score = data[row + scoreAt]!
    const column = Math.round(data[row + classAt]!)
    if (score >= list.floor && wanted.has(column)) list.add(anchor, column, score)
  }
  const corners = cornersBy(order)
  const [sx, sy] = options.unit === 'fractions' ? [width, height] : [1, 1]
  return list.all().map(({ anchor, column, score }) => ({
    corners: times(
      corners((name) => data[anchor * 6 + at(name)]!),
      sx,
      sy,
    ),
    column,
    score,
  }))
}

function cornersBy(order: readonly string[]): (value: (name: string) => number) => Corners {
  if (order.includes('cx')) return (value) => fromCentre(value('cx'), value('cy'), value('w'), value('h'))
  if (order.includes('w'))
    return (value) => {
      const [x1, y1] = [value('x1'), value('y1')]
      return { x1, y1, x2: x1 + value('w'), y2: y1 + value('h') }
    }
  return (value) => ({ x1: value('x1'), y1: value('y1'), x2: value('x2'), y2: value('y2') })
}
