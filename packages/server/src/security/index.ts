export * from './key-files.js'
export * from './secret-box.js'
export { decodeKey, KEY_FILE, loadSecretKey } from './secret-key.js'
