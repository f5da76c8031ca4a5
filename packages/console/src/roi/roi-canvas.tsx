/** Lies over a picture: clicks make regions and lines, points are dragged. All in pixels of the source's own frames. */
import { type MouseEvent, type PointerEvent, useRef, useState } from 'react'
import { useWords } from '../i18n/language'
import type { LineMeaning } from '../job/parameter-sheet'
import { ShapeMark } from './shape-mark'
import {
  isNear,
  type Kind,
  LEAST_POINTS,
  MOST_POINTS,
  moved,
  type Point,
  type Shape,
  type Size,
  within,
} from './shapes'

interface Props {
  size: Size
  shapes: readonly Shape[]
  /** What the algorithm's lines say; undefined: they are borders between two sides. */
  meaning: LineMeaning | undefined
  /** What clicks make; undefined: nothing. */
  drawing: Kind | undefined
  onChange(shape: Shape): void
  /** A shape is complete. */
  onDrawn(kind: Kind, points: readonly Point[]): void
}

export function RoiCanvas({ size, shapes, meaning, drawing, onChange, onDrawn }: Props) {
  const words = useWords()
  const svg = useRef<SVGSVGElement>(null)
  const [draft, setDraft] = useState<readonly Point[]>([])
  const [pointer, setPointer] = useState<Point>()
  const [grabbed, setGrabbed] = useState<{ shape: Shape; index: number }>()
  const unit = Math.max(size.width, size.height) / 110
  const points = drawing === undefined ? [] : draft

  const pointAt = ({ clientX, clientY }: MouseEvent): Point => {
    const box = svg.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1)
    return within(
      [((clientX - box.left) / box.width) * size.width, ((clientY - box.top) / box.height) * size.height],
      size,
    )
  }
  const complete = (kind: Kind, whole: readonly Point[]): void => {
    setDraft([])
    onDrawn(kind, whole)
  }
  const click = (event: MouseEvent): void => {
    if (drawing === undefined) return
    const at = pointAt(event)
    const [first] = points
    const last = points.at(-1)
    const least = LEAST_POINTS[drawing]
    // The second click of a double click, and one on the first point, mean: that is all.
    const closes = (first && isNear(first, at, unit * 2)) || (last && isNear(last, at, unit))
    if (closes) {
      if (points.length >= least) complete(drawing, points)
      return
    }
    const next = [...points, at]
    if (next.length === (drawing === 'line' ? least : MOST_POINTS)) complete(drawing, next)
    else setDraft(next)
  }
  const drag = (event: PointerEvent): void => {
    const at = pointAt(event)
    if (drawing !== undefined) setPointer(at)
    if (!grabbed) return
    const shape = moved(grabbed.shape, grabbed.index, at)
    setGrabbed({ ...grabbed, shape })
    onChange(shape)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: its points are moved by keys; a place on a picture needs a pointer
    <svg
      ref={svg}
      className="roi"
      data-drawing={drawing}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="application"
      aria-label={words.roi.canvas}
      onClick={click}
      onPointerMove={drag}
      onPointerUp={() => setGrabbed(undefined)}
      onPointerCancel={() => setGrabbed(undefined)}
    >
      {shapes.map((shape) => (
        <ShapeMark
          key={shape.key}
          shape={shape}
          meaning={meaning}
          unit={unit}
          onGrab={(index, event) => {
            if (drawing !== undefined) return
            svg.current?.setPointerCapture(event.pointerId)
            setGrabbed({ shape, index })
          }}
          onMove={(index, to) => onChange(moved(shape, index, within(to, size)))}
        />
      ))}
      {points.length > 0 && (
        <g className={`shape shape-${drawing} shape-draft`}>
          <polyline points={[...points, pointer ?? points.at(-1)].join(' ')} />
          {points.map(([x, y]) => (
            <circle key={`${x} ${y}`} cx={x} cy={y} r={unit} />
          ))}
        </g>
      )}
    </svg>
  )
}
