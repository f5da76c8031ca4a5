/** Which buckets and keys a folder can hold: whatever they are, their files lie in the bucket's folder. */
import { ObjectStoreError } from '@vigia/core'

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
/** Of a key, as S3 has it, and of one name in a folder; bytes. */
const LONGEST_KEY = 1024
const LONGEST_NAME = 255

/** @throws ObjectStoreError `bad_name` */
export function checkBucket(bucket: string): void {
  if (!BUCKET.test(bucket) || /[.-][.-]/.test(bucket))
    throw new ObjectStoreError(
      'bad_name',
      'a bucket is 3 to 63 small letters, digits, dots and hyphens, and begins and ends with a letter or digit',
    )
}

/**
 * The names of the folders and of the file.
 * @throws ObjectStoreError `bad_name`
 */
export function namesOf(key: string): string[] {
  const names = key.split('/')
  if (Buffer.byteLength(key) > LONGEST_KEY) bad(`a key has at most ${LONGEST_KEY} bytes`)
  if (key.includes('\0') || /\p{Surrogate}/u.test(key)) bad('a key is well-formed text without NUL')
  if (names.some((name) => name === '' || name === '.' || name === '..'))
    bad('between the slashes of a key lie names, which are not empty, "." or ".."')
  if (names.some((name) => Buffer.byteLength(name) > LONGEST_NAME))
    bad(`a name between the slashes of a key has at most ${LONGEST_NAME} bytes`)
  return names
}

function bad(rule: string): never {
  throw new ObjectStoreError('bad_name', rule)
}
