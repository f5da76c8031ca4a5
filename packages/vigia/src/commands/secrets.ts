/** `vigia secrets`: the key of a data folder. */
import { resolve } from 'node:path'
import { rotateKey } from '@vigia/server'
import type { SecretCommands } from '../cli/index.js'

export const secretCommands: SecretCommands = {
  rotate(dataDir, env) {
    // Key files are for nobody else, also in a folder that others may read.
    process.umask(0o077)
    return rotateKey(resolve(dataDir), env)
  },
}
