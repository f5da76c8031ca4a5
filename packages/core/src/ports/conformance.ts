/** The conformance suites of the ports, for adapters' tests: `@vigia/core/conformance`. */
export * from './access-key-store.conformance.js'
export * from './conformance-kit.js'
export * from './identity-store.conformance.js'
export * from './job-queue.conformance.js'
export * from './job-store.conformance.js'
export * from './lease.conformance.js'
export * from './result-store.conformance.js'
export * from './sign-in-failure-store.conformance.js'
