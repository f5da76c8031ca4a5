/** Asks again and again; what was there stays until something newer is, so nothing flickers. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { statusOf } from './failure'
import { useApi } from './session'

export interface Polled<T> {
  data: T | undefined
  /** Of the last question; undefined once one is answered again. */
  error: unknown
  /** Asks now; resolves when answered. */
  refresh(): Promise<void>
}

/**
 * @param key a change of it asks at once; the old data stay until the new ones are here
 * @param everyMs from an answer to the next question; nothing is asked while the page is hidden
 */
export function usePolling<T>(load: () => Promise<T>, key: string, everyMs: number): Polled<T> {
  const { expire } = useApi()
  const [data, setData] = useState<T>()
  const [error, setError] = useState<unknown>()
  const latest = useRef(load)
  const asked = useRef(0)
  useEffect(() => {
    latest.current = load
  })

  const refresh = useCallback(async () => {
    const turn = ++asked.current
    try {
      const answer = await latest.current()
      if (turn !== asked.current) return
      setData(answer)
      setError(undefined)
    } catch (problem) {
      if (statusOf(problem) === 401) expire()
      else if (turn === asked.current) setError(problem)
    }
  }, [expire])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of key starts anew although nothing reads it
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let ended = false
    const ask = async (): Promise<void> => {
      if (!document.hidden) await refresh()
      if (!ended) timer = setTimeout(ask, everyMs)
    }
    void ask()
    return () => {
      ended = true
      asked.current++
      clearTimeout(timer)
    }
  }, [refresh, key, everyMs])

  return { data, error, refresh }
}
