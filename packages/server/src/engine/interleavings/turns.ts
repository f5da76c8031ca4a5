/**
 * Lets one waiting call at a time go on, in an order that the dice choose: whatever awaits the store is interleaved with
 * everything else that does, and the same seed does it again.
 */
import type { Dice } from './dice.js'

/** One life of the server's process; after a crash nothing of it ever goes on. */
export interface Life {
  alive: boolean
}

export class Turns {
  private waiting: { life: Life; go: () => void }[] = []

  /** One turn in this many is anybody's, the others are the latest comer's: then who waits may wait for long. */
  private readonly fairness: number

  constructor(private readonly dice: Dice) {
    this.fairness = dice.pick([1, 2, 8])
  }

  get count(): number {
    return this.waiting.length
  }

  /** Resolves when it is this call's turn; never when its process has died by then. */
  take(life: Life): Promise<void> {
    return new Promise((go) => {
      if (life.alive) this.waiting.push({ life, go })
    })
  }

  /** Gives one waiting call its turn and waits until everything waits again. */
  async give(): Promise<void> {
    const last = this.waiting.length - 1
    const [call] = this.waiting.splice(this.dice.oneIn(this.fairness) ? this.dice.below(last + 1) : last, 1)
    call?.go()
    await quiet()
  }

  kill(life: Life): void {
    life.alive = false
    this.waiting = this.waiting.filter((call) => call.life !== life)
  }
}

/** Nothing here waits for anything but promises: when the loop comes round, all have gone as far as they can. */
export const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
