/**
 * A disk of a few megabytes that can be filled to its last byte: a file system in memory where this process may mount
 * one, else the process that writes is forbidden to let any file grow.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '@vigia/testing'

export interface SmallDisk {
  path: string
  /** From now on nothing more can be written by the process, also not to where its database keeps room for 4 MB. */
  fill(pid: number): Promise<void>
  /** There is room again. */
  free(pid: number): void
  remove(): Promise<void>
}

/** Its name on the disk. */
export const DATABASE = 'vigia.db'
const MEGABYTES = 96
const BLOCK = Buffer.alloc(4_096)

/** @param parent an existing folder; the disk is a folder in it */
export async function smallDisk(parent: string): Promise<SmallDisk> {
  const path = join(parent, 'disk')
  await mkdir(path)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=700`, 'tmpfs', path], {
      stdio: 'ignore',
    })
  } catch {
    return withoutMount(path)
  }
  const ballast = join(path, 'ballast')
  return {
    path,
    fill: async () => {
      await emptyLog(join(path, DATABASE))
      const file = openSync(ballast, 'w')
      try {
        for (;;) writeSync(file, BLOCK)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        closeSync(file)
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove: async () => void execFileSync('umount', [path]),
  }
}

/** A write-ahead log that was written home is begun anew without growing; one of no length must grow. */
function emptyLog(database: string): Promise<void> {
  const program =
    'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("pragma wal_checkpoint(truncate)")'
  return runCommand('/usr/bin/python3', ['-c', program, database])
}

function withoutMount(path: string): SmallDisk {
  const limit = (pid: number, bytes: string): void =>
    void execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`], { stdio: 'ignore' })
  return {
    path,
    fill: async (pid) => limit(pid, '1'),
    free: (pid) => limit(pid, 'unlimited'),
    remove: async () => undefined,
  }
}
