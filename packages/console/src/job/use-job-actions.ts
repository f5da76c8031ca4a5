/** Start, stop and delete of jobs, one at a time, with what came of it. */
import { useState } from 'react'
import { statusOf } from '../api/failure'
import { useApi } from '../api/session'

export type Action = 'start' | 'stop' | 'delete'
export interface ActedOn {
  id: string
  name: string
}

/** @param done called after each action, whether it worked or not */
export function useJobActions(done: (action: Action, worked: boolean) => Promise<void> | void) {
  const { client, expire } = useApi()
  const [busy, setBusy] = useState<{ id: string; action: Action }>()
  const [error, setError] = useState<unknown>()
  const [doomed, setDoomed] = useState<ActedOn>()

  const act = async (action: Action, { id }: ActedOn): Promise<void> => {
    setBusy({ id, action })
    setError(undefined)
    let worked = false
    try {
      await client.jobs[action](id)
      worked = true
    } catch (problem) {
      if (statusOf(problem) === 401) return expire()
      setError(problem)
    } finally {
      setDoomed(undefined)
    }
    await done(action, worked)
    setBusy(undefined)
  }

  return {
    busy,
    error,
    forget: () => setError(undefined),
    /** The job whose deletion awaits confirmation. */
    doomed,
    ask: (action: Action, job: ActedOn) => (action === 'delete' ? setDoomed(job) : void act(action, job)),
    confirm: () => doomed && void act('delete', doomed),
    cancel: () => setDoomed(undefined),
  }
}

export type JobActions = ReturnType<typeof useJobActions>
