export * from './bootstrap.js'
export * from './passwords.js'
export * from './sign-in-limit.js'
export * from './tokens.js'
