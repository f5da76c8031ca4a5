/** Tells changes of state to those who do not see them. */
import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/language'
import type { JobState } from '../job/states'

export interface Announced {
  id: string
  name: string
  state: JobState
}

export function Announcer({ jobs }: { jobs: readonly Announced[] }) {
  const words = useWords()
  const before = useRef(new Map<string, JobState>())
  const [said, setSaid] = useState('')
  useEffect(() => {
    const changed = jobs.filter(({ id, state }) => (before.current.get(id) ?? state) !== state)
    before.current = new Map(jobs.map(({ id, state }) => [id, state]))
    if (changed.length > 0)
      setSaid(changed.map((job) => words.jobs.nowIn(job.name, words.states[job.state])).join('. '))
  }, [jobs, words])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  )
}
