/** Content that must be as long as was said: what a client says and what it sends are two things. */
import { ObjectStoreError } from '@vigia/core'

/** @throws ObjectStoreError `bad_size`, before more than `size` bytes came or when there were less */
export async function* counted(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let count = 0
  for await (const chunk of content) {
    count += chunk.length
    if (count > size) break
    yield chunk
  }
  if (count !== size) {
    const what = count > size ? 'more' : `only ${count}`
    throw new ObjectStoreError('bad_size', `the content was said to have ${size} bytes and has ${what}`)
  }
}
