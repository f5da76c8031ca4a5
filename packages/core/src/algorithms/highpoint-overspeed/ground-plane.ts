/**
 * From a point of the picture to a point of the road: the ray through the pixel, cut with a level plane below the camera.
 * The derivation is in the README beside this file.
 */
import type { Point } from '../../geometry/box.js'
import type { Calibration } from './calibration.js'

const RADIANS = Math.PI / 180

export class GroundPlane {
  /** Focal length in pixels. */
  private readonly focal: number
  private readonly sinTilt: number
  private readonly cosTilt: number
  private readonly sinRoll: number
  private readonly cosRoll: number

  /** @param width of the frame in pixels, height likewise */
  constructor(
    private readonly calibration: Calibration,
    private readonly width: number,
    private readonly height: number,
  ) {
    const { fieldDeg, tiltDeg, rollDeg } = calibration
    this.focal = height / 2 / Math.tan((fieldDeg / 2) * RADIANS)
    this.sinTilt = Math.sin(tiltDeg * RADIANS)
    this.cosTilt = Math.cos(tiltDeg * RADIANS)
    this.sinRoll = Math.sin(rollDeg * RADIANS)
    this.cosRoll = Math.cos(rollDeg * RADIANS)
  }

  /**
   * Metres on the road: to the right of the camera, and ahead of it. Undefined at and above the horizon.
   * @param pixel of the frame, origin top left
   */
  at([u, v]: Point): Point | undefined {
    const [xd, yd] = [(u - this.width / 2) / this.focal, (v - this.height / 2) / this.focal]
    const straighten = 1 + this.calibration.distortion * (xd * xd + yd * yd)
    const [xs, ys] = [xd * straighten, yd * straighten]
    // A camera turned clockwise shows the world turned the other way.
    const x = xs * this.cosRoll - ys * this.sinRoll
    const y = xs * this.sinRoll + ys * this.cosRoll
    const down = y * this.cosTilt + this.sinTilt
    if (down <= 0) return undefined
    const scale = this.calibration.heightM / down
    return [scale * x, scale * (this.cosTilt - y * this.sinTilt)]
  }

  /** Metres on the road that one pixel down the picture makes there: how far off a box that is off by one pixel is. */
  metresPerPixel([u, v]: Point): number {
    const [here, below] = [this.at([u, v]), this.at([u, v + 1])]
    if (!here || !below) return Number.POSITIVE_INFINITY
    return Math.hypot(here[0] - below[0], here[1] - below[1])
  }
}
