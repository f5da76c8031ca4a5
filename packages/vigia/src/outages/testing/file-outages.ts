/**
 * What befalls the server of a file while it is read: it starts late, is killed, freezes, is replaced by strangers and
 * comes back. Each time every frame is read, and none twice.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Part, Rig } from './part.js'
import { type Watched, watch } from './watched.js'

/** Read before something befalls it. */
const BEGINNING = 5

/**
 * @param undisturbed when its frames are, read from the disk
 * @param end what the source ends with when its server stays away; absent: it is waited for for ever
 */
export function fileOutages(
  kind: string,
  open: () => Promise<Rig>,
  undisturbed: () => readonly number[],
  end?: object,
): void {
  test(`${kind}: the server`, async (t) => {
    const rig = await open()
    const part = rig.parts[0]!
    const whole = undisturbed()

    const analysed = async (act: (watched: Watched) => Promise<void>): Promise<void> => {
      const watched = watch(rig)
      try {
        await act(watched)
        await watched.ended()
        assert.deepEqual(watched.times, whole)
      } finally {
        await watched.close()
      }
    }
    const inTheMiddle = (what: string, befalls: (watched: Watched) => Promise<void>) =>
      t.test(what, () =>
        analysed(async (watched) => {
          watched.hold(BEGINNING)
          await watched.holds()
          await befalls(watched)
        }),
      )

    try {
      await t.test('that starts late is waited for, and its file read whole', () =>
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
      await inTheMiddle('frozen by SIGSTOP in the middle', async (watched) => {
        part.signal('SIGSTOP')
        watched.release()
        await watched.waits(part.words.frozen)
        part.signal('SIGCONT')
      })
      for (const how of ['garbage', 'silent'] as const)
        await inTheMiddle(`replaced by a stranger (${how}) in the middle`, (watched) =>
          replaced(part, how, watched),
        )
      if (end)
        await t.test('that stays away is given up after ten tries, and the reason is told', async () => {
          await part.kill()
          const watched = watch(rig)
          await assert.rejects(watched.ended(), end)
          await watched.close()
        })
    } finally {
      await rig.close()
    }
  })
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
