/** Where a point is against lines and regions: the truth's own geometry, in pixels of the frame, y downwards. */

/** Distance from the line through both ends: positive on side 1, which is the left of it, or above a level one. */
export function sideDistance([from, to], [x, y]) {
  const [low, high] = from[1] <= to[1] ? [from, to] : [to, from]
  if (from[1] === to[1]) return from[1] - y
  const [dx, dy] = [high[0] - low[0], high[1] - low[1]]
  return (dx * (y - low[1]) - dy * (x - low[0])) / Math.hypot(dx, dy)
}

/** Whether the step from `p` to `q`, known to change sides, passes between the ends of the line. */
export function meets([from, to], p, q) {
  const turn = (end) => (q[0] - p[0]) * (end[1] - p[1]) - (q[1] - p[1]) * (end[0] - p[0])
  return turn(from) * turn(to) <= 0
}

/** Distance from the border: positive inside. */
export function depth(points, [x, y]) {
  let isInside = false
  let nearest = Number.POSITIVE_INFINITY
  for (const [i, [ax, ay]] of points.entries()) {
    const [bx, by] = points[(i + 1) % points.length]
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) isInside = !isInside
    const length2 = (bx - ax) ** 2 + (by - ay) ** 2
    const along = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2))
    nearest = Math.min(nearest, Math.hypot(ax + along * (bx - ax) - x, ay + along * (by - ay) - y))
  }
  return isInside ? nearest : -nearest
}
