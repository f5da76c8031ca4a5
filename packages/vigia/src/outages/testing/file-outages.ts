/**
 * What befalls the server of a file while it is read: it starts late, is killed, freezes, is replaced by strangers and
 * comes back. Each time every frame is read, and none twice.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Part, Rig } from './part.js'
import { type Watched, watch } from './watched.js'

/** Read before something befalls it. */
const BEGINNING = 5

/**
 * Two servers of the kind are befallen side by side: being frozen or silent is waited out for most of the time.
 * @param undisturbed when its frames are, read from the disk
 * @param end what the source ends with when its server stays away; absent: it is waited for for ever
 */
export function fileOutages(
  kind: string,
  open: () => Promise<Rig>,
  undisturbed: () => readonly number[],
  end?: object,
): void {
  const outages = (what: string, inTurn: (server: Befallen) => Promise<void>): void => {
    test(`${kind}: ${what}`, async (t) => {
      const rig = await open()
      try {
        await inTurn(befallen(rig, undisturbed(), (name, act) => t.test(name, act)))
      } finally {
        await rig.close()
      }
    })
  }

  describe(`${kind}: the server`, { concurrency: true }, () => {
    outages('comes and goes', async ({ part, rig, step, analysed, inTheMiddle }) => {
      await step('that starts late is waited for, and its file read whole', () =>
        analysed(async (watched) => {
          await watched.waits(part.words.away, part.tries)
          await part.start()
        }),
      )
      await inTheMiddle('killed by SIGKILL in the middle, and back', async (watched) => {
        await part.kill()
        watched.release()
        await watched.waits(part.words.away, part.tries)
        await part.start()
      })
      await inTheMiddle('replaced by a stranger (garbage) in the middle', (watched) =>
        replaced(part, 'garbage', watched),
      )
      if (end)
        await step('that stays away is given up after ten tries, and the reason is told', async () => {
          await part.kill()
          const watched = watch(rig)
          await assert.rejects(watched.ended(), end)
          await watched.close()
        })
    })
    outages('says nothing', async ({ part, inTheMiddle }) => {
      await part.start()
      await inTheMiddle('frozen by SIGSTOP in the middle', async (watched) => {
        part.signal('SIGSTOP')
        watched.release()
        await watched.waits(part.words.frozen)
        part.signal('SIGCONT')
      })
      await inTheMiddle('replaced by a stranger (silent) in the middle', (watched) =>
        replaced(part, 'silent', watched),
      )
    })
  })
}

type Act = (watched: Watched) => Promise<void>
type Step = (name: string, act: () => Promise<void>) => Promise<void>

interface Befallen {
  rig: Rig
  part: Part
  step: Step
  /** The file is read beside the act, and to its end after it. */
  analysed(act: Act): Promise<void>
  /** A step that begins when some frames have been read. */
  inTheMiddle(name: string, befalls: Act): Promise<void>
}

function befallen(rig: Rig, whole: readonly number[], step: Step): Befallen {
  const analysed = async (act: Act): Promise<void> => {
    const watched = watch(rig)
    try {
      await act(watched)
      await watched.ended()
      assert.deepEqual(watched.times, whole)
    } finally {
      await watched.close()
    }
  }
  return {
    rig,
    part: rig.parts[0]!,
    step,
    analysed,
    inTheMiddle: (name, befalls) =>
      step(name, () =>
        analysed(async (watched) => {
          watched.hold(BEGINNING)
          await watched.holds()
          await befalls(watched)
        }),
      ),
  }
}

async function replaced(part: Part, how: 'garbage' | 'silent', watched: Watched): Promise<void> {
  await part.kill()
  const leave = await part.replace(how)
  try {
    watched.release()
    await watched.waits(part.words[how], part.tries)
  } finally {
    await leave()
  }
  await part.start()
}
