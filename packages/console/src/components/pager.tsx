/** Back and forth in a list that is not in the address. */
import { Button, Group, Text } from '@mantine/core'
import { useWords } from '../i18n/language'

interface Props {
  /** From 1. */
  page: number
  pages: number
  onChange(page: number): void
}

export function Pager({ page, pages, onChange }: Props) {
  const words = useWords()
  if (pages < 2 && page === 1) return null
  return (
    <Group component="nav" justify="center" aria-label={words.jobs.pages}>
      <Button variant="default" disabled={page === 1} onClick={() => onChange(page - 1)}>
        {words.jobs.previousPage}
      </Button>
      <Text size="sm">{words.jobs.page(page)}</Text>
      <Button variant="default" disabled={page >= pages} onClick={() => onChange(page + 1)}>
        {words.jobs.nextPage}
      </Button>
    </Group>
  )
}
