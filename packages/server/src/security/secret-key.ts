/** Where the key of the secrets comes from: VIGIA_SECRET_KEY, else a file in the data folder, made at the first start. */
import { randomBytes } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { KEY_BYTES } from './secret-box.js'

/** In the data folder. */
export const KEY_FILE = 'secret.key'

/**
 * @param env the process environment; only VIGIA_SECRET_KEY is read
 * @returns 32 bytes
 * @throws RangeError when what is given is not 32 bytes in base64
 */
export async function loadSecretKey(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Buffer> {
  if (env.VIGIA_SECRET_KEY) return decodeKey(env.VIGIA_SECRET_KEY, 'VIGIA_SECRET_KEY')
  const file = join(dataDir, KEY_FILE)
  const known = await read(file)
  if (known === undefined) await create(dataDir, file)
  return decodeKey(known ?? (await readFile(file, 'utf8')), file)
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The key is whole and synced before its name exists: secrets sealed with a key that a power cut took are lost. */
async function create(dataDir: string, file: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(draft, file)
  } catch (error) {
    // Another process was faster; its key counts.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft)
  }
  await syncFolder(dataDir)
}

/** Names that were made or changed in it are on disk then. */
export async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r')
  await folder.sync().finally(() => folder.close())
}

/**
 * @param where the text is from, for the error
 * @returns 32 bytes
 * @throws RangeError when it is not 32 bytes in base64
 */
export function decodeKey(text: string, where: string): Buffer {
  const trimmed = text.trim()
  const key = Buffer.from(trimmed, 'base64')
  if (key.length !== KEY_BYTES || !/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) {
    throw new RangeError(
      `${where} must be ${KEY_BYTES} bytes in base64, as \`openssl rand -base64 ${KEY_BYTES}\` makes them`,
    )
  }
  return key
}
