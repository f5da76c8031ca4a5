/**
 * Takes blobs away that nothing names any more: their result and event have been deleted, or were never stored because the
 * process ended between writing the picture and storing the result.
 */
import { type BlobStore, partsOfBlobName } from '@vigia/core'

/** Of these message ids, those that it still shows pictures or clips of. */
export interface Keeper {
  kept(messageIds: string[]): Promise<string[]>
}

/** Suspects remembered; more are found by later sweeps. */
const MOST_SUSPECTS = 100_000

export class BlobSweep {
  /** What the last sweep found unnamed: a picture whose result was just being stored is named by the next one. */
  private suspects = new Set<string>()

  constructor(
    private readonly blobs: BlobStore,
    private readonly keepers: readonly Keeper[],
  ) {}

  /** Removes what this sweep and the one before found unnamed. Resolves to how many it removed. */
  async sweep(): Promise<number> {
    const suspects = new Set<string>()
    let removed = 0
    for await (const names of this.blobs.names()) {
      const unnamed = await this.unnamed(names)
      const old = unnamed.filter((name) => this.suspects.has(name))
      await this.blobs.remove(old)
      removed += old.length
      for (const name of unnamed)
        if (!this.suspects.has(name) && suspects.size < MOST_SUSPECTS) suspects.add(name)
    }
    this.suspects = suspects
    return removed
  }

  private async unnamed(names: string[]): Promise<string[]> {
    const ids = new Map<string, string[]>()
    for (const name of names) {
      const id = idOf(name)
      if (id !== undefined) ids.set(id, [...(ids.get(id) ?? []), name])
    }
    for (const keeper of this.keepers)
      if (ids.size > 0) for (const id of await keeper.kept([...ids.keys()])) ids.delete(id)
    return [...ids.values()].flat()
  }
}

/** Undefined for a file that somebody else has put there: it is not ours to delete. */
function idOf(name: string): string | undefined {
  try {
    return partsOfBlobName(name).messageId
  } catch {
    return undefined
  }
}
