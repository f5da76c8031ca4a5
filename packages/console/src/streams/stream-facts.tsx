/** Where an encoder sends a stream to, and whether one does. */
import { Button, Code, CopyButton, Group, Text } from '@mantine/core'
import type { ShownPushedStream } from '@vigia/contract'
import { useLanguage } from '../i18n/language'
import { ago, useNow } from '../i18n/times'

export function StreamFacts({ stream }: { stream: ShownPushedStream }) {
  const { words, language } = useLanguage()
  const now = useNow(1000)
  const { push } = stream
  const picture = push?.width && push.height ? `${push.codec ?? ''} ${push.width}×${push.height}` : undefined
  return (
    <>
      <Text size="sm" my="xs">
        {push
          ? [
              words.streams.pushedBy(push.from, ago(push.since, now, language)),
              `${push.kbps} kbit/s`,
              ...(picture ? [picture] : []),
            ].join(' · ')
          : words.streams.obsHint}
      </Text>
      <dl className="facts">
        {(['server_url', 'stream_key', 'push_url'] as const).map((name) => (
          <div key={name}>
            <dt>{words.streams[name]}</dt>
            <dd>
              <Group gap="xs" wrap="nowrap">
                <Code className="address">{stream[name]}</Code>
                <CopyButton value={stream[name]}>
                  {({ copied, copy }) => (
                    <Button
                      variant="default"
                      size="compact-xs"
                      flex="none"
                      aria-label={words.streams.copyNamed(words.streams[name])}
                      onClick={copy}
                    >
                      {copied ? words.copied : words.copy}
                    </Button>
                  )}
                </CopyButton>
              </Group>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
