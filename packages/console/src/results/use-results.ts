/** The results of a job: the newest ones asked for again and again, older ones on request, each kept once. */
import type { TaskResult } from '@vigia/contract'
import { useCallback, useEffect, useState } from 'react'
import { statusOf } from '../api/failure'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'

const EVERY_MS = 2000
const PAGE = 40
/** More are not kept on the page; heat maps carry their pictures with them. */
const MOST = 400

const time = (result: TaskResult): number => Date.parse(result.at)

function merged(known: TaskResult[], more: TaskResult[]): TaskResult[] {
  const ids = new Set(known.map((result) => result.message_id))
  const added = more.filter((result) => !ids.has(result.message_id))
  if (added.length === 0) return known
  // The order within one moment is the run's own.
  return [...known, ...added]
    .sort((a, b) => time(b) - time(a) || b.vigia.epoch - a.vigia.epoch || b.vigia.sequence - a.vigia.sequence)
    .slice(0, MOST)
}

export function useResults(jobId: string) {
  const { client, expire } = useApi()
  const [results, setResults] = useState<TaskResult[]>([])
  const [hasOlder, setHasOlder] = useState<boolean>()
  const [olderError, setOlderError] = useState<unknown>()
  const newest = usePolling(() => client.jobs.results(jobId, { limit: PAGE }), jobId, EVERY_MS)

  useEffect(() => {
    if (!newest.data) return
    const { results: latest } = newest.data
    setResults((known) => merged(known, latest))
    setHasOlder((known) => known ?? latest.length === PAGE)
  }, [newest.data])

  const last = results.at(-1)
  const showOlder = useCallback(async () => {
    if (!last) return
    try {
      const { results: older } = await client.jobs.results(jobId, { limit: PAGE, before: time(last) })
      setResults((known) => merged(known, older))
      setHasOlder(older.length === PAGE)
      setOlderError(undefined)
    } catch (problem) {
      if (statusOf(problem) === 401) expire()
      else setOlderError(problem)
    }
  }, [client, expire, jobId, last])

  return {
    results,
    isLoaded: newest.data !== undefined,
    error: newest.error ?? olderError,
    hasOlder: hasOlder === true && results.length < MOST,
    showOlder,
  }
}
