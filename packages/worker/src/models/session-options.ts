/** How sessions of onnxruntime are set up here. */
import type { InferenceSession } from 'onnxruntime-node'

/**
 * One intra-op thread is the default: with other work on the cores two threads were measured twice slower than
 * one, because waiting threads spin. Spinning is off for those who ask for more.
 */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: true,
    enableMemPattern: true,
    // Errors only: warnings about the model's age or optimisations say nothing to a user.
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  }
}
