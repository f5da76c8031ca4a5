import assert from 'node:assert/strict'
import { test } from 'node:test'
import type AvPacket from 'node-media-server/src/core/avpacket.js'
import { type Budget, Channel } from './channel.js'

const packet = (codec_type: number, flags: number, size = 100): AvPacket => ({
  codec_type,
  codec_id: codec_type === 9 ? 7 : 10,
  flags,
  dts: 0,
  size,
  data: Buffer.alloc(size, flags + 1),
})
const description = packet(18, 5)
const audioHeader = packet(8, 0)
const audio = packet(8, 1)
const videoHeader = packet(9, 2)
const keyFrame = packet(9, 3)
const frame = packet(9, 4)

/** What a reader is sent, each message by the number in its payload. */
function reader() {
  const flags: number[] = []
  return { flags, send: (bytes: Buffer) => void flags.push((bytes[bytes.length - 1] ?? 0) - 1) }
}

test('who joins begins with the headers and the newest key frame, and then gets all that comes', () => {
  const channel = new Channel({ bytes: 0 })
  for (const one of [description, videoHeader, audioHeader, frame, keyFrame, audio, keyFrame, frame])
    channel.take(one)
  const { flags, send } = reader()
  channel.join({ send })
  assert.deepEqual(flags, [0, 2, 3, 4])
  channel.take(audio)
  assert.deepEqual(flags, [0, 2, 3, 4, 1])
})

test('who joins before a key frame gets the headers, and nothing else until it comes', () => {
  const channel = new Channel({ bytes: 0 })
  const { flags, send } = reader()
  channel.join({ send })
  assert.equal(channel.isFlowing, false)
  for (const one of [videoHeader, frame, audio, audioHeader]) channel.take(one)
  assert.deepEqual(flags, [2, 0])
  channel.take(keyFrame)
  channel.take(frame)
  assert.deepEqual(flags, [2, 0, 3, 4])
  assert.equal(channel.isFlowing, true)
})

test('who left gets nothing; those who stay are told of the end', () => {
  const channel = new Channel({ bytes: 0 })
  const [gone, here, waiting] = [reader(), reader(), reader()]
  channel.take(keyFrame)
  channel.join(gone)
  channel.join(here)
  channel.leave(gone)
  channel.take(frame)
  assert.deepEqual([gone.flags, here.flags], [[3], [3, 4]])
  assert.deepEqual(channel.close(), [here])
  channel.join(waiting)
  assert.deepEqual(channel.close(), [here, waiting])
})

test('the memory of one stream, and of all, is bounded: who joins then waits for the next key frame', () => {
  const budget: Budget = { bytes: 0 }
  const channel = new Channel(budget)
  const big = packet(9, 4, 1024 * 1024)
  channel.take(keyFrame)
  for (let i = 0; i < 7; i++) channel.take(big)
  assert.ok(budget.bytes > 7 * 1024 * 1024)
  for (let i = 0; i < 7; i++) channel.take(big)
  assert.equal(budget.bytes, 0)
  const late = reader()
  channel.join(late)
  channel.take(frame)
  assert.deepEqual(late.flags, [])
  channel.take(keyFrame)
  assert.deepEqual(late.flags, [3])

  budget.bytes = 256 * 1024 * 1024
  const other = new Channel(budget)
  other.take(keyFrame)
  assert.equal(budget.bytes, 256 * 1024 * 1024)
  channel.close()
  assert.ok(budget.bytes < 256 * 1024 * 1024)
})

test('a description that is none is passed on nowhere and harms nobody', () => {
  const channel = new Channel({ bytes: 0 })
  const { flags, send } = reader()
  channel.join({ send })
  for (const data of [Buffer.alloc(100, 3), Buffer.from([2, 255, 255]), Buffer.alloc(100, 255)])
    channel.take({ ...description, size: data.length, data })
  assert.deepEqual(flags, [])
  assert.equal(channel.picture.width, undefined)
})
