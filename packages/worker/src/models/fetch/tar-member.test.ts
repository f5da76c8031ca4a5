import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tarMember } from './tar-member.js'

/** One member: header block and content, filled up to 512 bytes. */
function member(name: string, content: string, type = '0', prefix = ''): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write(type, 156)
  header.write('ustar\0', 257)
  header.write(prefix, 345)
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512)
  body.write(content)
  return Buffer.concat([header, body])
}

const END = Buffer.alloc(1024)
const found = (archive: Buffer, path: string) => {
  const content = tarMember(archive, path)
  return content === undefined ? undefined : Buffer.from(content).toString()
}

test('a file is found below the top folder, whatever that is called', () => {
  const archive = Buffer.concat([
    member('package/a.txt', 'x'.repeat(600)),
    member('package/b/c.txt', 'hello'),
    END,
  ])
  assert.equal(found(archive, 'b/c.txt'), 'hello')
  assert.equal(found(archive, 'a.txt'), 'x'.repeat(600))
  assert.equal(found(archive, 'c.txt'), undefined)
  assert.equal(found(Buffer.concat([member('other/a', '1'), END]), 'a'), '1')
})

test('long names come by prefix, pax header or GNU header, and hold for one member', () => {
  const pax = '27 path=package/deep/far.txt\n'
  const archive = Buffer.concat([
    member('c.txt', 'prefix', '0', 'package/long'),
    member('pax', pax, 'x'),
    member('package/short', 'pax'),
    member('gnu', 'package/other/far.txt\0', 'L'),
    member('package/short', 'gnu'),
    member('package/after', 'after'),
    END,
  ])
  assert.equal(found(archive, 'long/c.txt'), 'prefix')
  assert.equal(found(archive, 'deep/far.txt'), 'pax')
  assert.equal(found(archive, 'other/far.txt'), 'gnu')
  assert.equal(found(archive, 'after'), 'after')
})

test('a folder or link of that name is not the file', () => {
  assert.equal(
    found(Buffer.concat([member('package/a', '', '5'), member('package/a', '', '2'), END]), 'a'),
    undefined,
  )
})

test('an archive that ends in the middle of a member is refused', () => {
  assert.throws(
    () => tarMember(member('package/a', 'x'.repeat(600)).subarray(0, 900), 'b'),
    /cut off or damaged/,
  )
})
