/** One shape on the picture: its outline, its names, and the points that can be dragged or moved by arrow keys. */
import type { KeyboardEvent, PointerEvent } from 'react'
import { useWords } from '../i18n/language'
import type { LineMeaning } from '../job/parameter-sheet'
import { arrowHead, type Point, type Shape, sidesOf } from './shapes'

interface Props {
  shape: Shape
  /** What the algorithm's lines say; undefined: they are borders, and their sides are named. */
  meaning: LineMeaning | undefined
  /** Pixels of the source that one handle's radius takes. */
  unit: number
  onGrab(index: number, event: PointerEvent): void
  onMove(index: number, to: Point): void
}

const STEPS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export function ShapeMark({ shape, meaning, unit, onGrab, onMove }: Props) {
  const words = useWords()
  const { kind, points, name } = shape
  const text = points.map((point) => point.join(',')).join(' ')
  const sides = shape.kind === 'line' ? sidesOf(points, unit * 2) : undefined
  const nudge = (index: number, event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    const at = points[index]
    if (!step || !at) return
    event.preventDefault()
    onMove(index, [at[0] + step[0] * unit, at[1] + step[1] * unit])
  }
  return (
    <g className={`shape shape-${kind}`}>
      {kind === 'region' ? <polygon points={text} /> : <polyline points={text} />}
      {kind === 'region' && points[0] && (
        <Label at={[points[0][0] + unit, points[0][1] - unit * 1.4]} text={name} size={unit * 2.4} />
      )}
      {shape.kind === 'line' && meaning === 'way' && (
        <polygon className="shape-arrow" points={arrowHead(points, unit * 3).join(' ')} />
      )}
      {shape.kind === 'line' && sides && meaning !== undefined && (
        <Label at={sides.side2} text={name} size={unit * 2.2} beside={sides.side1} />
      )}
      {shape.kind === 'line' && sides && meaning === undefined && (
        <>
          <Label at={sides.side1} text={shape.side1} size={unit * 2.2} beside={sides.side2} />
          <Label at={sides.side2} text={shape.side2} size={unit * 2.2} beside={sides.side1} />
        </>
      )}
      {points.map((point, index) => (
        // biome-ignore lint/a11y/useSemanticElements: SVG has no button
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a point is known by its place only
          key={index}
          cx={point[0]}
          cy={point[1]}
          r={unit}
          tabIndex={0}
          role="button"
          aria-label={words.roi.point(index + 1, name)}
          onPointerDown={(event) => onGrab(index, event)}
          onKeyDown={(event) => nudge(index, event)}
        />
      ))}
    </g>
  )
}

/** @param props.beside the text grows away from there; without it to the right */
function Label({
  at,
  text,
  size,
  beside = [0, 0],
}: {
  at: Point
  text: string
  size: number
  beside?: Point
}) {
  return (
    <text x={at[0]} y={at[1]} fontSize={size} textAnchor={at[0] < beside[0] ? 'end' : 'start'}>
      {text}
    </text>
  )
}
