/** Temporary folders and waiting, the two things every test needs. */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TempFolder {
  path: string
  remove(): Promise<void>
}

/** The path holds no links, so it may be compared. */
export async function tempFolder(): Promise<TempFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'vigia-test-')))
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}

const POLL_MS = 20

/**
 * Waits until the condition gives something true, and gives it back.
 * @throws Error after `timeoutMs`, naming what was waited for.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  timeoutMs: number,
  what = 'the condition',
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const value = await condition()
    if (value) return value as NonNullable<T>
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
