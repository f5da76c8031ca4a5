/** Secrets at rest: AES-256-GCM with a random nonce; a short key id tells a wrong key from a damaged text. */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

export class SecretBox {
  /** First 8 hex digits of SHA-256 of the key. */
  readonly keyId: string

  /** @param key exactly 32 bytes */
  constructor(private readonly key: Buffer) {
    if (key.length !== KEY_BYTES)
      throw new RangeError(`a secret key has ${KEY_BYTES} bytes, this one ${key.length}`)
    this.keyId = createHash('sha256').update(key).digest('hex').slice(0, 8)
  }

  /** A key for another purpose, 32 bytes: it tells nothing of this one. */
  keyFor(purpose: string): Buffer {
    return createHmac('sha256', this.key).update(purpose).digest()
  }

  /** `keyId.base64(nonce, tag, ciphertext)` */
  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG_BYTES })
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return `${this.keyId}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')}`
  }

  /** @throws Error when the text was sealed with another key or was changed since */
  open(sealed: string): string {
    const [keyId, body = ''] = sealed.split('.')
    if (keyId !== this.keyId) {
      throw new Error(
        `this data was sealed with key ${keyId}, but the present key is ${this.keyId}; set VIGIA_SECRET_KEY (or the file secret.key) to the key it was sealed with`,
      )
    }
    const bytes = Buffer.from(body, 'base64')
    const nonce = bytes.subarray(0, NONCE_BYTES)
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, nonce, { authTagLength: TAG_BYTES })
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return (
        decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      )
    } catch (cause) {
      throw new Error(
        `data sealed with key ${keyId} was damaged or changed and cannot be read; restore it from a backup`,
        { cause },
      )
    }
  }
}
