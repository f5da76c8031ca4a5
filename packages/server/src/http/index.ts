export { buildHttp } from './build.js'
export type { HttpDeps } from './deps.js'
