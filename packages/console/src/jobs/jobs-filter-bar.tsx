/** Search by name and choice of a state; both live in the address. */
import { Group, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { type JobState, TONES } from '../job/states'
import { go, type JobsFilter, jobsHref } from '../route'

const TYPING_MS = 250

export function JobsFilterBar({ filter }: { filter: JobsFilter }) {
  const words = useWords()
  const [typed, setTyped] = useState(filter.name)
  const search = useDebouncedCallback(
    (name: string) => go(jobsHref({ name, state: filter.state }), 'replace'),
    TYPING_MS,
  )
  // "Show all jobs" and the browser's back button change the filter from outside.
  useEffect(() => setTyped(filter.name), [filter.name])
  return (
    <Group gap="sm" role="search">
      <TextInput
        className="search"
        type="search"
        aria-label={words.jobs.search}
        placeholder={words.jobs.search}
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          search(event.currentTarget.value)
        }}
      />
      <NativeSelect
        aria-label={words.jobs.state}
        value={filter.state ?? ''}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          go(jobsHref({ name: typed, state: chosen === '' ? undefined : (chosen as JobState) }), 'replace')
        }}
        data={[
          { value: '', label: words.jobs.allStates },
          ...Object.keys(TONES).map((state) => ({ value: state, label: words.states[state as JobState] })),
        ]}
      />
    </Group>
  )
}
