/**
 * Pictures and clips as files, `<root>/<project>/<yyyymmdd>/<MESSAGE-ID>.jpg`. Written beside their place, synced and then
 * moved there, so that a name always stands for whole bytes. One process writes to a folder at a time.
 */
import { createReadStream } from 'node:fs'
import { mkdir, open, opendir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BlobStore, partsOfBlobName } from '@vigia/core'
import { StoreFull } from '../store/index.js'

/** Beside the projects, which are named by hex digits. */
const UNFINISHED = '.unfinished'
/** Names told at a time. */
const SOME = 500
/** How often a folder may go again before something is moved into it. */
const MOVES = 100

export class BlobFolder implements BlobStore {
  private unfinished = 0
  /** The sync of a folder that has not begun yet: all that was moved there before shares it. */
  private readonly syncs = new Map<string, Promise<void>>()

  private constructor(private readonly root: string) {}

  /** Makes the folder, and takes away what a process has left that ended in the middle of writing. */
  static async open(root: string): Promise<BlobFolder> {
    await rm(join(root, UNFINISHED), { recursive: true, force: true })
    await mkdir(join(root, UNFINISHED), { recursive: true, mode: 0o700 })
    return new BlobFolder(root)
  }

  /** @throws StoreFull */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    const target = this.fileOf(name)
    const written = join(this.root, UNFINISHED, String(++this.unfinished))
    try {
      await write(written, bytes)
      const made = await moveTo(written, target)
      await this.sync(dirname(target))
      // A folder is only there after the loss of power when the one above knows it.
      if (made) for (const above of [dirname(dirname(target)), this.root]) await this.sync(above)
    } catch (error) {
      await rm(written, { force: true }).catch(() => undefined)
      const { code } = error as NodeJS.ErrnoException
      throw code === 'ENOSPC' || code === 'EDQUOT' ? new StoreFull(error) : error
    }
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    return readFile(this.fileOf(name)).catch(unlessMissing)
  }

  async size(name: string): Promise<number | undefined> {
    return (await stat(this.fileOf(name)).catch(unlessMissing))?.size
  }

  async *read(name: string, start: number, end: number): AsyncIterable<Uint8Array> {
    yield* createReadStream(this.fileOf(name), { start, end }) as AsyncIterable<Buffer>
  }

  async remove(names: readonly string[]): Promise<void> {
    const files = names.map((name) => this.fileOf(name))
    for (const file of files) await rm(file, { force: true })
    // Folders are there only for what is in them.
    for (const day of new Set(files.map(dirname)))
      for (const folder of [day, dirname(day)]) await rmdir(folder).catch(() => undefined)
  }

  async *names(): AsyncIterable<string[]> {
    for await (const project of entries(this.root)) {
      if (project === UNFINISHED) continue
      for await (const day of entries(join(this.root, project))) {
        let some: string[] = []
        for await (const file of entries(join(this.root, project, day))) {
          some.push(`${project}/${day}/${file}`)
          if (some.length < SOME) continue
          yield some
          some = []
        }
        if (some.length > 0) yield some
      }
    }
  }

  private fileOf(name: string): string {
    partsOfBlobName(name)
    return join(this.root, name)
  }

  /** A sync that begins after this call; those that ask while another one runs share the next. */
  private sync(folder: string): Promise<void> {
    const waiting = this.syncs.get(folder)
    if (waiting) return waiting
    const next = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.syncs.delete(folder)
      return syncNow(folder)
    })
    this.syncs.set(folder, next)
    return next
  }
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the folders on the way, which go with the last blob in them. True when one was made. */
async function moveTo(written: string, target: string): Promise<boolean> {
  for (let move = 1, made = false; ; move++) {
    try {
      await rename(written, target)
      return made
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || move === MOVES) throw error
      made = (await mkdir(dirname(target), { recursive: true, mode: 0o700 })) !== undefined || made
    }
  }
}

async function syncNow(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(unlessMissing)
  await handle?.sync().finally(() => handle.close())
}

/** Names in a folder, in no order; none when it is gone. */
async function* entries(folder: string): AsyncGenerator<string> {
  const found = await opendir(folder).catch(unlessMissing)
  if (found) for await (const entry of found) yield entry.name
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}
