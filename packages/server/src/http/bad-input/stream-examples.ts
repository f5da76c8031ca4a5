/** Requests about data streams that are accepted. */
import type { Example } from './examples.js'
import type { Fixture } from './fixture.js'

const inProject = ({ project }: Fixture) => ({ project_id: project })
const ofStream = (f: Fixture) => ({ ...inProject(f), stream_name: 'alarms' })
const ofApp = (f: Fixture) => ({ ...inProject(f), app_name: 'reader' })
const update = (f: Fixture): Example => ({
  path: ofStream(f),
  body: { target_partition_count: 3, data_duration: 48, data_type: 'JSON' },
})
const checkpoint = {
  app_name: 'reader',
  stream_name: 'alarms',
  partition_id: 'shardId-0000000000',
  checkpoint_type: 'LAST_READ',
}

export const STREAM_EXAMPLES: Record<string, (fixture: Fixture) => Example> = {
  createDataStream: (f) => ({
    path: inProject(f),
    body: {
      stream_name: 'more',
      partition_count: 2,
      stream_type: 'ADVANCED',
      data_type: 'JSON',
      data_duration: 72,
    },
  }),
  listDataStreams: (f) => ({ path: inProject(f), query: { limit: '10', start_stream_name: 'a' } }),
  showDataStream: (f) => ({
    path: ofStream(f),
    query: { limit_partitions: '10', start_partitionId: 'shardId-0000000000' },
  }),
  updateDataStream: update,
  updateDataStreamV3: update,
  deleteDataStream: (f) => ({ path: ofStream(f) }),
  putStreamRecords: (f) => ({
    path: inProject(f),
    body: {
      stream_name: 'alarms',
      stream_id: 'a',
      records: [{ data: 'ZGF0YQ==', partition_id: '0', explicit_hash_key: '7', partition_key: 'k' }],
    },
  }),
  listStreamRecords: (f) => ({
    path: inProject(f),
    query: { 'partition-cursor': f.cursor, limit: '10', max_fetch_bytes: '1000' },
  }),
  showStreamCursor: (f) => ({
    path: inProject(f),
    query: {
      'stream-name': 'alarms',
      'stream-id': 'a',
      'partition-id': 'shardId-0000000000',
      'cursor-type': 'AT_SEQUENCE_NUMBER',
      'starting-sequence-number': '0',
      timestamp: '1',
    },
  }),
  createStreamApp: (f) => ({ path: inProject(f), body: { app_name: 'another' } }),
  listStreamApps: (f) => ({
    path: inProject(f),
    query: { limit: '10', start_app_name: 'a', stream_name: 'alarms' },
  }),
  showStreamApp: (f) => ({ path: ofApp(f) }),
  deleteStreamApp: (f) => ({ path: ofApp(f) }),
  showStreamAppProgress: (f) => ({
    path: { ...ofApp(f), stream_name: 'alarms' },
    query: { limit: '10', start_partition_id: '0', checkpoint_type: 'LAST_READ' },
  }),
  saveStreamCheckpoint: (f) => ({
    path: inProject(f),
    body: { ...checkpoint, sequence_number: '0', metadata: 'm' },
  }),
  showStreamCheckpoint: (f) => ({ path: inProject(f), query: checkpoint }),
  deleteStreamCheckpoint: (f) => ({ path: inProject(f), query: checkpoint }),
}
