/** Batches as the wire shows them. */
import type { BatchList } from '@vigia/contract'
import type { BatchSummary } from '@vigia/core'
import { MOST_SOURCE_NAMES } from '../use-cases/index.js'
import { algorithmOf, type PresentDeps } from './present-job.js'

export const batchList = (
  { batches, total }: { batches: BatchSummary[]; total: number },
  deps: PresentDeps,
): BatchList => ({ count: total, batch_task_list: batches.map((batch) => row(batch, deps)) })

function row(batch: BatchSummary, deps: PresentDeps): BatchList['batch_task_list'][number] {
  const { title, company, type } = algorithmOf(batch, deps)
  const counts = Object.entries(batch.counts)
  return {
    id: batch.id,
    batch_task_name: batch.name,
    video_source_name: sourceNames(batch.sourceNames),
    video_group_name: batch.groupNames.join(','),
    alg_name: title,
    company,
    type: type === 'edge' ? '1' : '0',
    num_task: counts.reduce((sum, [, count]) => sum + count, 0),
    created_at: batch.createdAt,
    batch_task_status_info: Object.fromEntries(counts.map(([state, count]) => [state.toLowerCase(), count])),
  }
}

function sourceNames(names: string[]): string {
  const shown = names.slice(0, MOST_SOURCE_NAMES)
  return (names.length > shown.length ? [...shown, '…'] : shown).join(',')
}
