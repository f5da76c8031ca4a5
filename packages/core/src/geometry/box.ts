/** Arithmetic on boxes in pixels of the source frame, origin top left. */
import type { BoundingBox } from '../algorithms/algorithm.js'

/** `[x, y]` in pixels of the source frame, origin top left. */
export type Point = [number, number]

/** Intersection over union, 0-1; boxes without area give 0. */
export function iou(a: BoundingBox, b: BoundingBox): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  if (w <= 0 || h <= 0) return 0
  const both = w * h
  return both / (a.w * a.h + b.w * b.h - both)
}

/** Share of `box` that `other` covers, 0-1. */
export function coveredShare(box: BoundingBox, other: BoundingBox): number {
  const w = Math.min(box.x + box.w, other.x + other.w) - Math.max(box.x, other.x)
  const h = Math.min(box.y + box.h, other.y + other.h) - Math.max(box.y, other.y)
  return w > 0 && h > 0 ? (w * h) / (box.w * box.h) : 0
}

/** The box grown on each side by `share` of its own width and height. */
export function expand(box: BoundingBox, share: number): BoundingBox {
  return {
    x: box.x - box.w * share,
    y: box.y - box.h * share,
    w: box.w * (1 + 2 * share),
    h: box.h * (1 + 2 * share),
  }
}

export function centre(box: BoundingBox): Point {
  return [box.x + box.w / 2, box.y + box.h / 2]
}

/**
 * Where the target stands: the middle of the box's lower edge, kept inside the frame, because a target cut by the
 * frame's edge may have a box that reaches beyond it and would then stand outside a region drawn up to the edge.
 */
export function footPoint(box: BoundingBox, width: number, height: number): Point {
  return [clamp(box.x + box.w / 2, 0, width - 1), clamp(box.y + box.h, 0, height - 1)]
}

/** True when the box reaches the frame's edge, within 1 % of the frame: the target may be leaving the view. */
export function touchesEdge(box: BoundingBox, width: number, height: number): boolean {
  const mx = width / 100
  const my = height / 100
  return box.x <= mx || box.y <= my || box.x + box.w >= width - mx || box.y + box.h >= height - my
}

/** `bounding_box` of the wire: whole pixels, cut to the frame, at least 1 × 1. */
export function wireBox(box: BoundingBox, width: number, height: number): BoundingBox {
  const x = clamp(Math.round(box.x), 0, width - 1)
  const y = clamp(Math.round(box.y), 0, height - 1)
  return {
    x,
    y,
    w: Math.max(1, clamp(Math.round(box.x + box.w), 0, width) - x),
    h: Math.max(1, clamp(Math.round(box.y + box.h), 0, height) - y),
  }
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
