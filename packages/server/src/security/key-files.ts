/** The key files of a data folder while the key is changed: the present one, the next one, and those of before. */
import { randomBytes } from 'node:crypto'
import { link, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeKey, KEY_FILE, syncFolder } from './secret-key.js'

const NEXT = `${KEY_FILE}.next`

/** Where the key with this id lies once it is no longer the present one. */
export const oldKeyFile = (dataDir: string, keyId: string): string => join(dataDir, `${KEY_FILE}.${keyId}`)

/** Whole and synced before it has its name. */
export async function writeNextKey(dataDir: string, key: Buffer): Promise<void> {
  const draft = join(dataDir, `${NEXT}.${randomBytes(4).toString('hex')}`)
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${key.toString('base64')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, join(dataDir, NEXT))
  await syncFolder(dataDir)
}

/** Undefined when no change of the key is under way. */
export async function readNextKey(dataDir: string): Promise<Buffer | undefined> {
  const file = join(dataDir, NEXT)
  try {
    return decodeKey(await readFile(file, 'utf8'), file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The present key stays for backups, under its id. */
export async function keepPresentKey(dataDir: string, keyId: string): Promise<void> {
  try {
    await link(join(dataDir, KEY_FILE), oldKeyFile(dataDir, keyId))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  await syncFolder(dataDir)
}

/** The next key becomes the present one. */
export async function promoteNextKey(dataDir: string): Promise<void> {
  await rename(join(dataDir, NEXT), join(dataDir, KEY_FILE))
  await syncFolder(dataDir)
}

/** The present key stays the present one. @param keyId its own */
export async function dropNextKey(dataDir: string, keyId: string): Promise<void> {
  await rm(join(dataDir, NEXT), { force: true })
  await rm(oldKeyFile(dataDir, keyId), { force: true })
}
