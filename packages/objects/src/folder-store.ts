/**
 * Objects of one project in a folder of buckets: `<root>/<project id>/<bucket>/<key>`. An operator may copy files there.
 * Links are not followed, wherever they lead.
 */
import { randomUUID } from 'node:crypto'
import { lstat, mkdir, open, rename, rm, rmdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  type ObjectAddress,
  type ObjectPage,
  type ObjectStore,
  ObjectStoreError,
  type StoredObject,
} from '@vigia/core'
import { counted } from './counted.js'
import { checkBucket, namesOf } from './folder-names.js'
import type { Room } from './room.js'
import { walk } from './walk.js'

/** Beside the projects, which are named by hex digits. */
const UPLOADS = '.uploads'

export interface FolderStoreDeps {
  /** Folder of all projects' buckets. */
  root: string
  /** Shared by all that write there. */
  room: Room
}

/** What a process that ended in the middle of uploads has left; called when nobody else is on the folder. */
export async function removeUnfinishedUploads(root: string): Promise<void> {
  await rm(join(root, UPLOADS), { recursive: true, force: true })
}

export class FolderStore implements ObjectStore {
  private readonly folder: string

  /** @param projectId hex digits, as the platform gives them */
  constructor(
    private readonly deps: FolderStoreDeps,
    projectId: string,
  ) {
    if (!/^[0-9a-z-]+$/i.test(projectId)) throw new RangeError('a project id names a folder')
    this.folder = join(deps.root, projectId)
  }

  async list(
    bucket: string,
    prefix: string,
    { after, limit }: { after?: string | undefined; limit: number },
  ): Promise<ObjectPage> {
    const root = await this.bucketOf(bucket)
    const objects: StoredObject[] = []
    try {
      for await (const key of walk(root, { prefix, after })) {
        if (objects.length === limit) return { objects, more: true }
        const found = await lstat(join(root, key)).catch(() => undefined)
        if (found?.isFile()) objects.push({ key, size: found.size, modifiedAt: Math.floor(found.mtimeMs) })
      }
    } catch (error) {
      throw meaningOf(error)
    }
    return { objects, more: false }
  }

  async stat(bucket: string, key: string): Promise<StoredObject | undefined> {
    const found = await this.find(bucket, namesOf(key))
    return found?.isFile() ? { key, size: found.size, modifiedAt: Math.floor(found.mtimeMs) } : undefined
  }

  /** @throws ObjectStoreError `bad_name` also for what lies behind a link */
  async addressOf(bucket: string, key: string): Promise<ObjectAddress> {
    const names = namesOf(key)
    await this.find(bucket, names)
    return { url: pathToFileURL(join(this.folder, bucket, ...names)).href, folder: join(this.folder, bucket) }
  }

  /** Makes the bucket where there is none. */
  async put(bucket: string, key: string, content: AsyncIterable<Uint8Array>, size: number): Promise<void> {
    const names = namesOf(key)
    const there = await this.find(bucket, names)
    if (there && !there.isFile()) throw new ObjectStoreError('bad_name', 'there are objects below this key')
    const uploads = join(this.deps.root, UPLOADS)
    await mkdir(uploads, { recursive: true, mode: 0o700 })
    const upload = join(uploads, randomUUID())
    try {
      await this.deps.room.during(size, () => write(upload, counted(content, size)))
      const target = join(this.folder, bucket, ...names)
      await moveTo(upload, target)
      for (let folder = dirname(target); folder.length >= this.folder.length; folder = dirname(folder))
        await sync(folder)
    } catch (error) {
      throw meaningOf(error)
    } finally {
      await rm(upload, { force: true })
    }
  }

  async remove(bucket: string, key: string): Promise<void> {
    const names = namesOf(key)
    const found = await this.find(bucket, names)
    if (!found?.isFile()) return
    const root = join(this.folder, bucket)
    const target = join(root, ...names)
    await unlink(target).catch((error: NodeJS.ErrnoException) => {
      // Two may remove it at once.
      if (error.code !== 'ENOENT') throw meaningOf(error)
    })
    // Folders are there only for what is in them.
    for (let folder = dirname(target); folder.length > root.length; folder = dirname(folder))
      if (
        !(await rmdir(folder).then(
          () => true,
          () => false,
        ))
      )
        return
  }

  async check(): Promise<void> {}

  /** @throws ObjectStoreError `no_bucket` */
  private async bucketOf(bucket: string): Promise<string> {
    checkBucket(bucket)
    const folder = join(this.folder, bucket)
    const found = await lstat(folder).catch(() => undefined)
    if (found?.isDirectory()) return folder
    throw new ObjectStoreError('no_bucket', 'this project has no such bucket')
  }

  /**
   * What is there under this name, looked for folder by folder.
   * @throws ObjectStoreError `bad_name` when a link is on the way, or an object
   */
  private async find(bucket: string, names: readonly string[]) {
    checkBucket(bucket)
    let path = this.folder
    for (const [depth, name] of [bucket, ...names].entries()) {
      path = join(path, name)
      const found = await lstat(path).catch(() => undefined)
      if (!found) return undefined
      if (found.isSymbolicLink())
        throw new ObjectStoreError('bad_name', 'a link is in its place, and links are not followed')
      if (depth === names.length) return found
      if (!found.isDirectory())
        throw new ObjectStoreError('bad_name', `"${name}" in it is an object, and has nothing below it`)
    }
    return undefined
  }
}

async function write(file: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    for await (const chunk of content) await handle.writeFile(chunk)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** How often a folder may go again before something is moved into it. */
const MOVES = 100

/** Makes the folders on the way; whoever removes the last object of one takes it away again. */
async function moveTo(upload: string, target: string): Promise<void> {
  for (let move = 1; ; move++) {
    try {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      return await rename(upload, target)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || move === MOVES) throw error
    }
  }
}

/** So that a name is still there after the machine lost its power. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch((error: NodeJS.ErrnoException) => {
    // What was put there has been removed already, and the folder with it.
    if (error.code !== 'ENOENT') throw error
  })
  await handle?.sync().finally(() => handle.close())
}

function meaningOf(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ObjectStoreError('full', 'the disk of this installation is full')
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new ObjectStoreError(
      'denied',
      'the user that runs this installation has no right to a folder of it; have an operator grant it',
    )
  if (code === 'ENOTDIR' || code === 'EISDIR' || code === 'EEXIST')
    return new ObjectStoreError('bad_name', 'an object of this name is being written elsewhere')
  return error
}
