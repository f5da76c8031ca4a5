/**
 * Which partition a record goes to: the hash of its key lies in the range of one of them. As with DIS the keys of hashes
 * are 0 to 2^63-1, spread evenly over the open partitions. Pure.
 */
import { createHash } from 'node:crypto'

export const MOST_HASH = 2n ** 63n - 1n

export function hashOf(key: string): bigint {
  return createHash('sha256').update(key).digest().readBigUInt64BE() >> 1n
}

/** First and last hash of a partition. */
export function rangeOf(partition: number, partitions: number): [bigint, bigint] {
  const bound = (n: number): bigint => (BigInt(n) * (MOST_HASH + 1n)) / BigInt(partitions)
  return [bound(partition), bound(partition + 1) - 1n]
}

/** @param hash 0 to 2^63-1 */
export function partitionOf(hash: bigint, partitions: number): number {
  let partition = Number((hash * BigInt(partitions)) / (MOST_HASH + 1n))
  // Ranges are rounded.
  if (hash > rangeOf(partition, partitions)[1]) partition++
  return partition
}
