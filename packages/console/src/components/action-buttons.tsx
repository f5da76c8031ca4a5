/** What can be done with a job in its present state. */
import { ActionIcon, Button, Group } from '@mantine/core'
import { useWords } from '../i18n/language'
import { canDelete, canStart, canStop, type JobState } from '../job/states'
import type { Action, JobActions } from '../job/use-job-actions'
import { Icon, type IconName } from './icons'

interface Props {
  job: { id: string; name: string; state: JobState }
  actions: JobActions
  /** Icons only, for rows of a list. */
  compact?: boolean
}

const ICONS: Record<Action, IconName> = { start: 'play', stop: 'stop', delete: 'trash' }

export function ActionButtons({ job, actions, compact = false }: Props) {
  const words = useWords()
  const possible: Action[] = [
    ...(canStart(job.state) ? (['start'] as const) : []),
    ...(canStop(job.state) ? (['stop'] as const) : []),
    ...(canDelete(job.state) ? (['delete'] as const) : []),
  ]
  // A job in trouble runs already: there, start drops the present run and begins another.
  const isRetry = job.state === 'ABNORMAL'
  const titles = {
    start: isRetry ? words.job.retry : words.job.start,
    stop: words.job.stop,
    delete: words.job.delete,
  }
  const names = {
    start: isRetry ? words.job.retryNamed : words.job.startNamed,
    stop: words.job.stopNamed,
    delete: words.job.deleteNamed,
  }
  const icon = (action: Action): IconName => (action === 'start' && isRetry ? 'turn' : ICONS[action])
  return (
    <Group gap={compact ? 4 : 'xs'} wrap="nowrap" justify="flex-end">
      {possible.map((action) => {
        const shared = {
          'aria-label': names[action](job.name),
          title: titles[action],
          loading: actions.busy?.id === job.id && actions.busy.action === action,
          onClick: () => actions.ask(action, job),
        }
        return compact ? (
          <ActionIcon
            key={action}
            variant="subtle"
            size="lg"
            className="quiet"
            data-action={action}
            {...shared}
          >
            <Icon name={icon(action)} />
          </ActionIcon>
        ) : (
          <Button
            key={action}
            variant={action === 'start' && !isRetry ? 'filled' : 'default'}
            leftSection={<Icon name={icon(action)} size={16} />}
            {...shared}
          >
            {titles[action]}
          </Button>
        )
      })}
    </Group>
  )
}
