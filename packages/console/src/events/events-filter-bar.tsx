/** Which events are looked for; all of it lives in the address. */
import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useApi } from '../api/session'
import { usePolling } from '../api/use-polling'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { KINDS, kindName } from '../results/result-lines'
import { eventsHref, go } from '../route'
import { EVENT_STATES, type EventsFilter } from './filter'

const TYPING_MS = 350
const JOBS_EVERY_MS = 30_000
const MOST_JOBS = 500

export function EventsFilterBar({ filter }: { filter: EventsFilter }) {
  const words = useWords()
  const { client } = useApi()
  const jobs = usePolling(() => client.jobs.list({ page_size: MOST_JOBS }), 'jobs', JOBS_EVERY_MS)
  const change = (changed: Partial<EventsFilter>) => go(eventsHref({ ...filter, ...changed }), 'replace')
  const isFiltered = Object.values(filter).some((value) => value !== '')
  const known = (jobs.data?.tasks ?? []).map(({ id, name }) => ({ value: id, label: name }))
  // A job that is gone, or beyond the list, is still what is looked for.
  if (filter.job !== '' && !known.some(({ value }) => value === filter.job))
    known.push({ value: filter.job, label: filter.job })
  const select = (name: 'kind' | 'state' | 'job', all: string, data: { value: string; label: string }[]) => (
    <NativeSelect
      label={words.events[name]}
      value={filter[name]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
      data={[{ value: '', label: all }, ...data]}
    />
  )
  const time = (name: 'from' | 'until') => (
    <TextInput
      type="datetime-local"
      label={words.events[name]}
      value={filter[name]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
    />
  )
  return (
    <Group gap="sm" align="flex-end" role="search">
      <Typed name="text" filter={filter} onChange={change} />
      {select(
        'kind',
        words.events.allKinds,
        KINDS.map((kind) => ({ value: String(kind), label: kindName(kind, words) })),
      )}
      {select(
        'state',
        words.events.allStates,
        EVENT_STATES.map((state) => ({ value: state, label: words.events.states[state] })),
      )}
      {select('job', words.events.allJobs, known)}
      <Typed name="source" filter={filter} onChange={change} />
      {time('from')}
      {time('until')}
      {isFiltered && (
        <Button variant="default" onClick={() => go(eventsHref(), 'replace')}>
          {words.events.clear}
        </Button>
      )}
    </Group>
  )
}

interface TypedProps {
  name: 'text' | 'source'
  filter: EventsFilter
  onChange(changed: Partial<EventsFilter>): void
}

/** Asked for once the typing pauses. */
function Typed({ name, filter, onChange }: TypedProps) {
  const words = useWords()
  const [typed, setTyped] = useState(filter[name])
  const search = useDebouncedCallback((text: string) => onChange({ [name]: text }), TYPING_MS)
  // The browser's back button changes the filter from outside.
  useEffect(() => setTyped(filter[name]), [filter[name], name])
  return (
    <TextInput
      type="search"
      label={name === 'text' ? words.events.search : words.events.source}
      leftSection={name === 'text' ? <Icon name="search" /> : undefined}
      maxLength={200}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        search(currentTarget.value)
      }}
    />
  )
}
