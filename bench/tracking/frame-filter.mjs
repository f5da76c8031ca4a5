/**
 * The Kalman filter of SORT and ByteTrack: centre, aspect and height with their speeds per frame. Its matrices couple a
 * coordinate with its own speed only, so that it is four filters of two states.
 */

/** Deviations in heights: of a place, and of a speed's change per frame. */
const PLACE = 1 / 20
const SPEED = 1 / 160
/** The same for the aspect, which has no unit. */
const ASPECT = { measured: 0.1, place: 1e-2, speed: 1e-5 }

export class FrameFilter {
  constructor({ x, y, w, h }) {
    const start = (value) => axis(value, 2 * PLACE * h, 10 * SPEED * h)
    this.cx = start(x + w / 2)
    this.cy = start(y + h / 2)
    this.h = start(h)
    this.aspect = axis(w / h, ASPECT.place, ASPECT.speed)
  }

  /** One frame ahead. */
  predict() {
    const h = this.h.value
    for (const one of [this.cx, this.cy, this.h]) ahead(one, PLACE * h, SPEED * h)
    ahead(this.aspect, ASPECT.place, ASPECT.speed)
  }

  /** Lost targets do not grow or shrink. */
  holdHeight() {
    this.h.speed = 0
  }

  correct({ x, y, w, h }) {
    const noise = PLACE * this.h.value
    blend(this.cx, x + w / 2, noise)
    blend(this.cy, y + h / 2, noise)
    blend(this.h, h, noise)
    blend(this.aspect, w / h, ASPECT.measured)
  }

  box() {
    const h = Math.max(1, this.h.value)
    const w = Math.max(1, this.aspect.value * h)
    return { x: this.cx.value - w / 2, y: this.cy.value - h / 2, w, h }
  }
}

function axis(value, deviation, speedDeviation) {
  return { value, speed: 0, vv: deviation ** 2, vs: 0, ss: speedDeviation ** 2 }
}

function ahead(a, place, speed) {
  a.value += a.speed
  a.vv += 2 * a.vs + a.ss + place ** 2
  a.vs += a.ss
  a.ss += speed ** 2
}

function blend(a, measured, deviation) {
  const total = a.vv + deviation ** 2
  const [gain, speedGain] = [a.vv / total, a.vs / total]
  const off = measured - a.value
  a.value += gain * off
  a.speed += speedGain * off
  a.ss -= speedGain * a.vs
  a.vs *= 1 - gain
  a.vv *= 1 - gain
}
