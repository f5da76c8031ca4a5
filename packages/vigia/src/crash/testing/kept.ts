/** What the data stream and the object store hold, as lines like those of receivers. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataStream, DataStreamStore } from '@vigia/core'
import { hex32, PROJECT } from '@vigia/core/conformance'
import { bucketsDir } from '@vigia/server'
import type { ReceiverLine } from './protocol.js'

export const BUCKET = 'results'
export const STREAM: DataStream = {
  id: hex32(77),
  projectId: PROJECT,
  name: 'alarms',
  type: 'COMMON',
  dataType: 'JSON',
  partitions: 2,
  hours: 168,
  createdAt: 0,
  updatedAt: 0,
}
const PAGE = { records: 500, bytes: 10_000_000 }

interface Message {
  task_id: string
  message_id: string
  image_base64?: string
  image_key?: string
  vigia: { epoch: number; sequence: number }
}

export async function inStream(store: DataStreamStore): Promise<ReceiverLine[]> {
  const lines: ReceiverLine[] = []
  for (let partition = 0; partition < STREAM.partitions; partition += 1) {
    for (let from = 0; ; ) {
      const records = await store.read(STREAM.id, partition, from, PAGE)
      if (records.length === 0) break
      for (const { data } of records) {
        const message = JSON.parse(Buffer.from(data).toString()) as Message
        const picture =
          message.image_base64 === undefined ? undefined : Buffer.from(message.image_base64, 'base64')
        lines.push(lineOf('dis', message, picture))
      }
      from = records.at(-1)!.sequence + 1
    }
  }
  return lines
}

export async function inBucket(objectFolder: string): Promise<ReceiverLine[]> {
  const bucket = join(bucketsDir(objectFolder), PROJECT, BUCKET)
  const names = await readdir(bucket, { recursive: true })
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map(async (name) => {
        const message = JSON.parse(await readFile(join(bucket, name), 'utf8')) as Message
        const picture =
          message.image_key === undefined ? undefined : await readFile(join(bucket, message.image_key))
        return lineOf('obs', message, picture)
      }),
  )
}

function lineOf(channel: 'dis' | 'obs', message: Message, picture: Buffer | undefined): ReceiverLine {
  return {
    channel,
    webhookId: message.message_id,
    job: message.task_id,
    epoch: message.vigia.epoch,
    sequence: message.vigia.sequence,
    message: message.message_id,
    picture: picture ? createHash('sha1').update(picture).digest('hex') : '',
  }
}
