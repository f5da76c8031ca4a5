/** Whether there is room on the disk for another object, so that uploads never fill it. */
import { statfs } from 'node:fs/promises'
import { ObjectStoreError } from '@vigia/core'

export interface Disk {
  /** Bytes. */
  free: number
  total: number
}

/** What is kept free for results and the database: so many bytes, and so large a part of the disk. */
const KEEP_BYTES = 1024 ** 3
const KEEP_PART = 0.05

export const diskOf = async (folder: string): Promise<Disk> => {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, total: blocks * bsize }
}

export class Room {
  /** Bytes of uploads under way; what of them is written already counts twice, which errs on the safe side. */
  private promised = 0

  constructor(private readonly disk: () => Promise<Disk>) {}

  /**
   * Does something that needs `bytes` of the disk.
   * @throws ObjectStoreError `full`
   */
  async during<T>(bytes: number, act: () => Promise<T>): Promise<T> {
    this.promised += bytes
    try {
      const { free, total } = await this.disk()
      const keep = Math.max(KEEP_BYTES, total * KEEP_PART)
      if (free - this.promised < keep)
        throw new ObjectStoreError(
          'full',
          `the disk of this installation has no room for ${bytes} bytes more: ${Math.ceil(keep / 1024 ** 2)} MiB of it are kept free`,
        )
      return await act()
    } finally {
      this.promised -= bytes
    }
  }
}
