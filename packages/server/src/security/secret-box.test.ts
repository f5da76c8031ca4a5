import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { SecretBox } from './secret-box.js'

const box = new SecretBox(randomBytes(32))

test('what is sealed opens again, and never looks the same twice', () => {
  for (const text of ['', 'rtsp://ä:ö@10.0.0.9/ch1', 'x'.repeat(100_000)])
    assert.equal(box.open(box.seal(text)), text)
  assert.notEqual(box.seal('a'), box.seal('a'))
  assert.ok(!box.seal('hunter2').includes(Buffer.from('hunter2').toString('base64').slice(0, 8)))
})

test('a changed, cut or foreign text does not open', () => {
  const sealed = box.seal('secret')
  const body = Buffer.from(sealed.split('.')[1]!, 'base64')
  for (let i = 0; i < body.length; i += 1) {
    const changed = Buffer.from(body)
    changed[i]! ^= 1
    assert.throws(() => box.open(`${box.keyId}.${changed.toString('base64')}`), /damaged/, `byte ${i}`)
  }
  assert.throws(() => box.open(`${box.keyId}.${body.subarray(0, 20).toString('base64')}`), /damaged/)
  assert.throws(() => box.open(box.keyId), /damaged/)
})

test('another key is told from damage: both keys are named', () => {
  const other = new SecretBox(randomBytes(32))
  assert.throws(
    () => other.open(box.seal('a')),
    new RegExp(`key ${box.keyId}, .* is ${other.keyId}; set VIGIA_SECRET_KEY`),
  )
})

test('a key of another length is no key', () => {
  assert.throws(() => new SecretBox(randomBytes(16)), /32 bytes, this one 16/)
})
