/** Runs scenarios in a thread of its own: there the test runner does not follow every promise, which halves the time. */
import { parentPort, workerData } from 'node:worker_threads'
import { runScenarios } from './run-scenarios.js'

const { first, count } = workerData as { first: number; count: number }
parentPort?.postMessage(await runScenarios(first, count))
