/** An empty list says how to fill it, or that the search is too narrow. */
import { Button, Card, Code, CopyButton, Stack, Text, Title } from '@mantine/core'
import { Icon } from '../components/icons'
import { useWords } from '../i18n/language'
import { go, jobsHref } from '../route'

const COMMAND = `npx vigia jobs create c-intrusiondetection-cloud --name gate \\
  --url rtsp://user:pass@10.0.0.9/ch1 \\
  --webhook https://hooks.example.org/vigia --header content-type=application/json`

export function JobsEmpty({ isFiltered }: { isFiltered: boolean }) {
  const words = useWords()
  if (isFiltered) {
    return (
      <Card withBorder padding="xl">
        <Stack align="center" gap="sm">
          <Text c="dimmed">{words.jobs.noMatch}</Text>
          <Button variant="default" onClick={() => go(jobsHref())}>
            {words.jobs.clearFilter}
          </Button>
        </Stack>
      </Card>
    )
  }
  return (
    <Card withBorder padding="xl">
      <Stack align="center" gap="sm" ta="center">
        <span className="empty-mark">
          <Icon name="camera" size={30} />
        </span>
        <Title order={2} size="h3">
          {words.jobs.emptyTitle}
        </Title>
        <Text c="dimmed" maw={520}>
          {words.jobs.emptyText}
        </Text>
        <Code block className="command">
          {COMMAND}
        </Code>
        <CopyButton value={COMMAND}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
        <Text c="dimmed" size="sm">
          {words.jobs.emptyAfter}
        </Text>
      </Stack>
    </Card>
  )
}
