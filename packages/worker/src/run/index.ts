export * from './previews.js'
export * from './worker.js'
