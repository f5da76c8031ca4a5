/** Leads from page to page of a long list. */
import { Pagination } from '@mantine/core'
import { useWords } from '../i18n/language'
import { go, type JobsFilter, jobsHref } from '../route'

export function JobsPages({ filter, pages }: { filter: JobsFilter; pages: number }) {
  const words = useWords()
  if (pages < 2) return null
  return (
    <nav aria-label={words.jobs.pages}>
      <Pagination
        total={pages}
        value={filter.page}
        onChange={(page) => go(jobsHref({ ...filter, page }))}
        getItemProps={(page) => ({ 'aria-label': words.jobs.page(page) })}
        getControlProps={(control) => ({
          'aria-label': control === 'previous' ? words.jobs.previousPage : words.jobs.nextPage,
        })}
      />
    </nav>
  )
}
