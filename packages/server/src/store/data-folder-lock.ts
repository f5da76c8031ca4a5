/**
 * One process per data folder. The lock is SQLite's own exclusive lock on a small file: the kernel drops it when its
 * process ends, however it ends, so no stale pid can hold it and no moment lies between looking and taking.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'

export interface DataFolderLock {
  release(): Promise<void>
}

/**
 * @param dir an existing folder on a local disk
 * @throws Error naming the process that holds the folder
 */
export async function lockDataFolder(dir: string): Promise<DataFolderLock> {
  const pidFile = join(dir, 'lock.pid')
  const file = new Database(join(dir, 'lock.db'), { timeout: 0 })
  try {
    file.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error
    const holder = await readFile(pidFile, 'utf8').catch(() => '')
    const who = holder.trim() === '' ? 'another process' : `process ${holder.trim()}`
    throw new Error(`the data folder ${dir} is in use by ${who}; stop it, or give another folder with --data`)
  }
  await writeFile(pidFile, `${process.pid}\n`)
  return {
    release: async () => {
      file.close()
    },
  }
}
