/** Partitions as the wire names them: `shardId-0000000000`, or just the number. */

export const numberOf = (id: string): number => Number(id.replace('shardId-', ''))
export const idOf = (number: number): string => `shardId-${String(number).padStart(10, '0')}`
