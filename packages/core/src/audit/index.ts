export * from './chain.js'
export * from './changes.js'
export * from './ids.js'
export * from './record.js'
