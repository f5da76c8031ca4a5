/**
 * Another key for all secrets of a data folder whose server is stopped. Killed at any moment it leaves a database and
 * a key file that belong together, or the next start puts them together: the database tells which key it is sealed with.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  decodeKey,
  dropNextKey,
  keepPresentKey,
  loadSecretKey,
  oldKeyFile,
  promoteNextKey,
  readNextKey,
  SecretBox,
  writeNextKey,
} from '../security/index.js'
import { lockDataFolder } from './data-folder-lock.js'
import { openSqliteStores } from './open.js'
import { compact, reseal, sealedWith } from './reseal.js'

type Env = Readonly<Record<string, string | undefined>>

export interface Rotation {
  /** Of the database in the data folder. */
  secrets: number
  /** Ids of the keys: the first 8 digits of their SHA-256. */
  from: string
  to: string
  /** Where the old key lies, for backups; undefined when it came from the environment. */
  oldKeyFile: string | undefined
  /** False when there was no room to take out of the file what was deleted long ago. */
  isCompacted: boolean
}

const KEY_BYTES = 32
export const databaseFile = (dataDir: string): string => join(dataDir, 'vigia.db')

/**
 * @param env VIGIA_SECRET_KEY, the present key, else that of the data folder; VIGIA_NEW_SECRET_KEY, the new one, else
 * one is made
 * @param onStep called between the steps; for tests, which end the process there
 * @throws Error when a server has the folder, when there is no database, when a key is wrong
 */
export async function rotateKey(dataDir: string, env: Env, onStep = (_: string) => {}): Promise<Rotation> {
  const file = databaseFile(dataDir)
  const isFile = !env.VIGIA_SECRET_KEY
  const lock = await lockDataFolder(dataDir)
  try {
    if (isFile) await settleRotation(dataDir)
    if (sealedWith(file) === undefined)
      throw new Error(`there is no database in ${dataDir}; give the data folder of a server with --data`)
    const from = new SecretBox(await loadSecretKey(dataDir, env))
    // Brings the database to this version, and tells a wrong key.
    await (await openSqliteStores(file, from, { now: Date.now })).close()
    const key = newKey(env)
    const to = new SecretBox(key)
    if (to.keyId === from.keyId) throw new Error('VIGIA_NEW_SECRET_KEY is the present key; give another one')
    if (isFile) {
      await writeNextKey(dataDir, key)
      onStep('the next key is written')
      await keepPresentKey(dataDir, from.keyId)
      onStep('the present key is kept')
    }
    const secrets = reseal(file, from, to, () => onStep('a secret is sealed'))
    onStep('all is sealed')
    if (isFile) await promoteNextKey(dataDir)
    onStep('the key is in place')
    return {
      secrets,
      from: from.keyId,
      to: to.keyId,
      oldKeyFile: isFile ? oldKeyFile(dataDir, from.keyId) : undefined,
      isCompacted: compacted(file),
    }
  } finally {
    try {
      if (isFile) await settleRotation(dataDir)
    } finally {
      await lock.release()
    }
  }
}

/**
 * Ends a change of the key that was killed: as the database says, it has happened or it has not. Before the key is
 * loaded, by whoever has the folder's lock.
 */
export async function settleRotation(dataDir: string): Promise<void> {
  const next = await readNextKey(dataDir)
  if (!next) return
  const { keyId } = new SecretBox(next)
  const present = sealedWith(databaseFile(dataDir))
  if (present === keyId) await promoteNextKey(dataDir)
  else await dropNextKey(dataDir, present ?? keyId)
}

/** A key that the environment gives cannot be changed there from here. */
function newKey(env: Env): Buffer {
  if (env.VIGIA_NEW_SECRET_KEY) return decodeKey(env.VIGIA_NEW_SECRET_KEY, 'VIGIA_NEW_SECRET_KEY')
  if (!env.VIGIA_SECRET_KEY) return randomBytes(KEY_BYTES)
  throw new Error(
    'the present key comes from VIGIA_SECRET_KEY; give the new one as VIGIA_NEW_SECRET_KEY (openssl rand -base64 32)',
  )
}

function compacted(file: string): boolean {
  try {
    compact(file)
    return true
  } catch {
    return false
  }
}
