/** The tables of data streams as Kysely sees them. */

export interface DataStreamTable {
  id: string
  project_id: string
  name: string
  type: string
  data_type: string
  /** Open ones. */
  partitions: number
  hours: number
  created_at: number
  updated_at: number
}
export interface DataStreamPartitionTable {
  stream_id: string
  number: number
  open: number
  next: number
  /** Of the data that is kept. */
  bytes: number
  /** Of the newest record. */
  at: number
}
export interface DataStreamRecordTable {
  stream_id: string
  partition: number
  sequence: number
  at: number
  key: string
  bytes: number
  data: Uint8Array
}
export interface DataStreamAppTable {
  id: string
  project_id: string
  name: string
  created_at: number
}
export interface DataStreamCheckpointTable {
  stream_id: string
  app_id: string
  partition: number
  sequence: string
  metadata: string
}
export interface DataStreamTables {
  data_streams: DataStreamTable
  data_stream_partitions: DataStreamPartitionTable
  data_stream_records: DataStreamRecordTable
  data_stream_apps: DataStreamAppTable
  data_stream_checkpoints: DataStreamCheckpointTable
}
