/**
 * What befalls a live source, in turn on one of them: what it needs starts late, is killed and comes back with pictures
 * of another size, freezes, and is replaced by strangers. Each time it says why it waits, and frames flow again.
 */
import { test } from 'node:test'
import type { Part, Rig } from './part.js'
import { watch } from './watched.js'

/** @param name of the part that all this happens to */
export function streamOutages(kind: string, name: string, open: () => Promise<Rig>): void {
  test(`${kind}: ${name}`, async (t) => {
    const rig = await open()
    const part = rig.parts.find((one) => one.name === name)!
    for (const other of rig.parts) if (other !== part) await other.start()
    const watched = watch(rig)
    /** Without a part that carries none of them frames go on; it is missed when they must be reached for anew. */
    const missed = async (): Promise<void> => {
      if (part.carries) return
      await watched.goesOn()
      rig.cut?.()
    }
    const comes = async (size?: 'large'): Promise<void> => {
      await part.start(size)
      await watched.flows()
    }
    try {
      await t.test('that starts late is waited for, and read as soon as it is there', async () => {
        await watched.waits(part.words.away, part.tries)
        await comes()
      })
      await t.test(
        'killed by SIGKILL is read again when it is back, with pictures of another size',
        async () => {
          await part.kill()
          await missed()
          await watched.waits(part.words.away, part.tries)
          await comes('large')
        },
      )
      await t.test('frozen by SIGSTOP counts as lost, and is read when it goes on', async () => {
        part.signal('SIGSTOP')
        await missed()
        await watched.waits(part.words.frozen)
        part.signal('SIGCONT')
        await watched.flows()
      })
      for (const how of ['garbage', 'silent'] as const)
        await t.test(`replaced by a stranger (${how}): words, then frames`, async () => {
          await part.kill()
          const leave = await part.replace(how)
          try {
            await missed()
            await watched.waits(part.words[how], attemptOf(part))
          } finally {
            await leave()
          }
          await comes()
        })
    } finally {
      await watched.close()
      await rig.close()
    }
  })
}

/** The first attempt may still be the end of what was there before. */
const attemptOf = ({ carries, tries }: Part): number => (carries && tries > 1 ? 2 : 1)
