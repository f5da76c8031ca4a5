/** Does a program on the SDK fill a data stream, and read it on from where it stopped? */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DataStreams, ReadOptions } from '@vigia/sdk'
import { dataFolder, startVigia } from './testing/vigia.js'

/** Reads this many records with an app, then leaves the loop while the last one is still in hand. */
async function take(streams: DataStreams, many: number, options: ReadOptions = {}): Promise<string[]> {
  const texts: string[] = []
  for await (const { data } of streams.read('alarms', { app: 'reader', pauseMs: 50, ...options })) {
    texts.push(new TextDecoder().decode(data))
    if (texts.length === many) break
  }
  return texts
}

test('a stream of the SDK is filled, and its reader goes on where it was left', async (t) => {
  const { client } = await startVigia(t, { dataDir: await dataFolder(t) })
  const streams = client.dataStreams
  await streams.create('alarms', { partition_count: 2, data_duration: 48 })
  assert.deepEqual((await streams.list()).stream_names, ['alarms'])
  const put = async (texts: string[], key = 'job-1') =>
    (
      await streams.put(
        'alarms',
        texts.map((data) => ({ data, key })),
      )
    ).failed_record_count
  assert.equal(await put(['a', 'ü – 门', 'c']), 0)

  assert.deepEqual(await take(streams, 2), ['a', 'ü – 门'])
  // What was in hand when the loop was left comes again, what was done does not.
  const going = take(streams, 4)
  assert.equal(await put(['d', 'e']), 0)
  assert.deepEqual(await going, ['ü – 门', 'c', 'd', 'e'])

  const stop = new AbortController()
  const seen: string[] = []
  const rest = (async () => {
    for await (const { data } of streams.read('alarms', {
      app: 'reader',
      pauseMs: 50,
      signal: stop.signal,
    })) {
      seen.push(new TextDecoder().decode(data))
      if (seen.length === 2) stop.abort()
    }
  })()
  // A partition that is opened while it is read is read, too, and from its beginning.
  const changed = await streams.change('alarms', { target_partition_count: 3 })
  assert.deepEqual([changed.current_partition_count, changed.target_partition_count], [2, 3])
  await streams.put('alarms', [{ data: 'f', partitionId: '2' }])
  await rest
  assert.deepEqual(seen, ['e', 'f'])

  const progress = await streams.apps.progress('reader', 'alarms')
  const of = progress.partition_consuming_states.find(({ latest_offset }) => latest_offset === 5)
  assert.equal(of?.sequence_number, '4')
  const place = { app: 'reader', stream: 'alarms', partitionId: of!.partition_id }
  await streams.apps.saveCheckpoint(place, '1', 'once more')
  assert.deepEqual(await streams.apps.checkpoint(place), { sequence_number: '1', metadata: 'once more' })
  assert.deepEqual(await take(streams, 1), ['c'])
  await streams.apps.deleteCheckpoint(place)
  assert.deepEqual(await take(streams, 1), ['a'])
  assert.deepEqual(
    (await streams.apps.list()).apps.map(({ app_name }) => app_name),
    ['reader'],
  )
  assert.deepEqual((await streams.apps.get('reader')).commit_checkpoint_stream_names, ['alarms'])

  // The loop does not outlive its stream.
  const ended = assert.rejects(take(streams, 99), (error: { code?: string }) => error.code === 'DIS.4301')
  await streams.delete('alarms')
  await ended
  await streams.apps.delete('reader')
  assert.equal((await streams.apps.list()).total_number, 0)
})
