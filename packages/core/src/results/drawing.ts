/** What to draw on a picture, in pixels of the source frame. */
export interface Drawing {
  boxes: { x: number; y: number; w: number; h: number; label?: string; color?: 'alarm' | 'object' }[]
  polygons: { points: [number, number][]; name?: string }[]
  lines: { points: [[number, number], [number, number]]; name?: string }[]
}
