/** Falling: who stood a moment ago lies now and stays there; and who lies for long, though nobody saw the fall. */
import { Held } from '../held.js'
import { type Act, isLow, type Sight } from './sight.js'

/** From the last upright frame to the first lying one. Who lies down to rest takes longer. */
const FALLING_MS = 2500
/** Trunk against the vertical, degrees. */
const LYING_TILT = 55
/** A body that fell towards the camera or away from it is short in the picture: its height against that of standing. */
const COLLAPSED = 0.55
const LYING_HEAD = 0.75
/** Up again for so long, and the next fall is another one. */
const REST_MS = 2000

export class Fall implements Act {
  private uprightMs: number | undefined
  private hasFallen = false
  private isTold = false
  private readonly afterFall: Held
  private readonly unseen: Held
  /** True in every frame once it has lasted. */
  private readonly up = new Held(REST_MS, 0)

  /**
   * @param fallMs how long somebody who was seen to fall must stay down
   * @param lyingMs how long somebody must lie of whom it was not seen
   */
  constructor(fallMs: number, lyingMs: number) {
    this.afterFall = new Held(fallMs, REST_MS)
    this.unseen = new Held(lyingMs, REST_MS)
  }

  look(sight: Sight): boolean {
    const { isUpright, timeMs } = sight
    if (isUpright) this.uprightMs = timeMs
    if (this.up.look(isUpright, timeMs)) {
      this.hasFallen = false
      this.isTold = false
    }
    const lies = isLying(sight)
    const collapsed = isCollapsed(sight)
    if ((lies || collapsed) && this.uprightMs !== undefined && timeMs - this.uprightMs <= FALLING_MS)
      this.hasFallen = true
    const down = this.afterFall.look(this.hasFallen && (lies || collapsed), timeMs)
    const long = this.unseen.look(lies, timeMs)
    if (this.isTold || !(down || long)) return false
    this.isTold = true
    return true
  }
}

/** Across the view. */
function isLying(sight: Sight): boolean {
  const { trunk } = sight.body
  return trunk !== undefined && trunk.tilt >= LYING_TILT && isLow(sight)
}

/** Along the view: the head hardly above the hips; of somebody who sits on the ground it is 1.4 trunks above. */
function isCollapsed(sight: Sight): boolean {
  const { body, box, height, trunkRise } = sight
  if (!body.head || !body.hips || trunkRise === undefined) return false
  return box.h <= COLLAPSED * height && body.hips[1] - body.head[1] < trunkRise * LYING_HEAD && isLow(sight)
}
