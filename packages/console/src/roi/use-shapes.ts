/** The shapes of a job that is being made, and what is being drawn. */
import { useState } from 'react'
import { useWords } from '../i18n/language'
import type { Kind, Point, Shape } from './shapes'

export function useShapes() {
  const words = useWords()
  const [shapes, setShapes] = useState<readonly Shape[]>([])
  const [drawing, setDrawing] = useState<Kind>()
  return {
    shapes,
    drawing,
    setDrawing,
    change: (changed: Shape) =>
      setShapes(shapes.map((shape) => (shape.key === changed.key ? changed : shape))),
    remove: (gone: Shape) => setShapes(shapes.filter((shape) => shape.key !== gone.key)),
    clear: () => {
      setShapes([])
      setDrawing(undefined)
    },
    add: (kind: Kind, points: readonly Point[]) => {
      const key = 1 + Math.max(0, ...shapes.map((shape) => shape.key))
      const name = words.roi.newName(kind, 1 + shapes.filter((shape) => shape.kind === kind).length)
      const shape = { key, name, points }
      setShapes([
        ...shapes,
        kind === 'region'
          ? { kind, ...shape }
          : { kind, ...shape, side1: words.roi.sideA, side2: words.roi.sideB },
      ])
      setDrawing(undefined)
    },
  }
}

export type Shapes = ReturnType<typeof useShapes>
