/** Data streams as the wire shows them. */
import type { DataStreamDetails, DataStreamList, DataStreamQuery } from '@vigia/contract'
import type { DataStream, StreamPartition } from '@vigia/core'
import { rangeOf } from '../data-streams/partitions.js'
import { idOf, numberOf } from '../use-cases/index.js'

/** There is no other state here. */
const RUNNING = 'RUNNING'

export const presentDataStream = (stream: DataStream): DataStreamList['stream_info_list'][number] => ({
  stream_id: stream.id,
  stream_name: stream.name,
  create_time: stream.createdAt,
  retention_period: stream.hours,
  status: RUNNING,
  stream_type: stream.type,
  data_type: stream.dataType,
  partition_count: stream.partitions,
})

export function presentDataStreamDetails(
  { stream, partitions }: { stream: DataStream; partitions: StreamPartition[] },
  { limit_partitions: limit, start_partitionId: after }: DataStreamQuery,
): DataStreamDetails {
  const behind = partitions.slice(after === undefined ? 0 : numberOf(after) + 1)
  const { partition_count: _, ...shown } = presentDataStream(stream)
  return {
    ...shown,
    last_modified_time: stream.updatedAt,
    writable_partition_count: stream.partitions,
    readable_partition_count: partitions.filter((one) => statusOf(one) !== 'EXPIRED').length,
    partitions: behind.slice(0, limit).map((one) => ({
      partition_id: idOf(one.number),
      status: statusOf(one),
      ...(one.isOpen ? { hash_range: `[${rangeOf(one.number, stream.partitions).join(' : ')}]` } : {}),
      sequence_number_range: `[${one.first} : ${one.next}]`,
    })),
    has_more_partitions: behind.length > limit,
  }
}

function statusOf({ isOpen, first, next }: StreamPartition): 'ACTIVE' | 'DELETED' | 'EXPIRED' {
  if (isOpen) return 'ACTIVE'
  return first < next ? 'DELETED' : 'EXPIRED'
}
