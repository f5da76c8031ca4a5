/** One thing that is done when the user asks for it: whether it is under way, and what went wrong. */
import { useState } from 'react'
import { statusOf } from './failure'
import { useApi } from './session'

export function useTask() {
  const { expire } = useApi()
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<unknown>()
  return {
    /** The name of what is under way. */
    busy,
    error,
    forget: () => setError(undefined),
    /** @returns undefined when it failed */
    async run<T>(name: string, act: () => Promise<T>): Promise<T | undefined> {
      setBusy(name)
      setError(undefined)
      try {
        return await act()
      } catch (problem) {
        if (statusOf(problem) === 401) expire()
        else setError(problem)
        return undefined
      } finally {
        setBusy(undefined)
      }
    },
  }
}
