/** What to draw on a picture, in pixels of the source frame. */
export interface Drawing {
  boxes: { x: number; y: number; w: number; h: number; label?: string; color?: 'alarm' | 'object' }[]
  /** `legal`: a place where the thing watched for is allowed. */
  polygons: { points: [number, number][]; name?: string; color?: 'legal' }[]
  lines: { points: [[number, number], [number, number]]; name?: string }[]
}
