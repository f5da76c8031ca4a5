/** What the job has seen lately, newest first. */

import { Button, Card, Group, Skeleton, Switch, Text, Title } from '@mantine/core'
import type { TaskResult } from '@vigia/contract'
import { useState } from 'react'
import { isUnreachable } from '../api/failure'
import { BigPicture, type Shown } from '../components/big-picture'
import { FailureAlert } from '../components/failure-alert'
import { useWords } from '../i18n/language'
import { useNow } from '../i18n/times'
import { ResultItem } from './result-item'
import { isCount, isCountOfNobody } from './result-lines'
import { useResults } from './use-results'

export function ResultsCard({ jobId }: { jobId: string }) {
  const words = useWords()
  const now = useNow(1000)
  const { results, isLoaded, error, hasOlder, showOlder } = useResults(jobId)
  const [onlyCounted, setOnlyCounted] = useState(true)
  const [big, setBig] = useState<Shown>()
  const shown = onlyCounted ? results.filter((result) => !isCountOfNobody(result)) : results
  return (
    <Card withBorder component="section" aria-labelledby="results-title">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id="results-title">
          {words.results.title}
        </Title>
        {results.some(isCount) && (
          <Switch
            size="xs"
            label={words.results.onlyCounted}
            checked={onlyCounted}
            onChange={(event) => setOnlyCounted(event.currentTarget.checked)}
          />
        )}
      </Group>
      {error !== undefined && !isUnreachable(error) && (
        <FailureAlert title={words.errors.loadFailed} error={error} />
      )}
      {!isLoaded && error === undefined && <Skeleton height={80} />}
      {isLoaded && shown.length === 0 && <Nothing results={results} />}
      {shown.length > 0 && (
        <ul className="bare-list results">
          {shown.map((result) => (
            <ResultItem key={result.message_id} jobId={jobId} result={result} now={now} onEnlarge={setBig} />
          ))}
        </ul>
      )}
      {hasOlder && (
        <Button variant="default" size="xs" mt="sm" onClick={() => void showOlder()}>
          {words.results.older}
        </Button>
      )}
      <BigPicture shown={big} onClose={() => setBig(undefined)} />
    </Card>
  )
}

function Nothing({ results }: { results: TaskResult[] }) {
  const words = useWords()
  return (
    <Text c="dimmed" size="sm">
      {results.length === 0 ? words.results.none : words.results.allHidden(results.length)}
    </Text>
  )
}
