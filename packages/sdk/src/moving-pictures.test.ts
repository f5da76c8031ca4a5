import assert from 'node:assert/strict'
import { test } from 'node:test'
import { movingPictures } from './moving-pictures.js'

const AT = '2026-05-01T10:00:00.123Z'
const part = (jpeg: Uint8Array) => {
  const head = `--b\r\ncontent-type: image/jpeg\r\ncontent-length: ${jpeg.length}\r\nx-picture-at: ${AT}\r\nx-picture-of: 3840x2160\r\n\r\n`
  return Buffer.concat([Buffer.from(head), jpeg, Buffer.from('\r\n')])
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = []
  for await (const item of items) seen.push(item)
  return seen
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test('pictures come whole and with their time, however the network cuts them', async () => {
  // The second holds what looks like the end of a head.
  const pictures = [Buffer.from([0xff, 0xd8, 1, 2]), Buffer.from('\xff\xd8\r\n\r\n--b\r\n', 'latin1')]
  const answer = Buffer.concat(pictures.map(part))
  for (const size of [1, 2, 3, 7, 64, 10_000]) {
    const seen = await all(movingPictures(inPieces(answer, size)))
    assert.deepEqual(
      seen.map(({ jpeg, at, of }) => [Buffer.from(jpeg), at.toISOString(), of]),
      pictures.map((picture) => [picture, AT, { width: 3840, height: 2160 }]),
      `pieces of ${size}`,
    )
  }
})

test('a picture that is cut off is none, and an answer of somebody else is told', async () => {
  const whole = part(Buffer.from('picture'))
  assert.deepEqual(await all(movingPictures(inPieces(whole.subarray(0, -5), 4))), [])
  for (const other of ['<html>'.repeat(1_000), 'HTTP\r\n\r\nhello'])
    await assert.rejects(all(movingPictures(inPieces(Buffer.from(other), 100))), /holds no live pictures/)
})
