/** Sign-in: user, password, project; the domain is `vigia` unless said otherwise. */
import {
  Alert,
  Button,
  Card,
  Group,
  PasswordInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type SessionFacts, type SignInForm, signIn } from '../api/session'
import { FailureAlert } from '../components/failure-alert'
import { Icon, Logo } from '../components/icons'
import { LanguageSwitch } from '../components/language-switch'
import { useWords } from '../i18n/language'

interface Props {
  expired: boolean
  onSignedIn(session: SessionFacts): void
}

export function SignInPage({ expired, onSignedIn }: Props) {
  const words = useWords()
  const [form, setForm] = useState<SignInForm>({
    user: '',
    password: '',
    project: 'default',
    domain: 'vigia',
  })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const field = (name: keyof SignInForm) => ({
    value: form[name],
    required: true,
    withAsterisk: false,
    onChange: (event: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
  })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      onSignedIn(await signIn(form))
    } catch (problem) {
      setError(problem)
      setBusy(false)
    }
  }
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <Group justify="space-between" mb="md" wrap="nowrap">
          <span className="brand">
            <Logo size={34} />
            <span>Vigia</span>
          </span>
          <LanguageSwitch />
        </Group>
        <Card withBorder padding="xl" shadow="sm">
          <form onSubmit={submit}>
            <Stack>
              <div>
                <Title order={1} size="h2">
                  {words.signIn.title}
                </Title>
                <Text size="sm" c="dimmed">
                  {words.brandLine}
                </Text>
              </div>
              {expired && error === undefined && (
                <Alert role="status" className="note" icon={<Icon name="clock" />}>
                  {words.signIn.expired}
                </Alert>
              )}
              {error !== undefined && <FailureAlert title={words.signIn.failed} error={error} />}
              <TextInput label={words.signIn.user} autoComplete="username" autoFocus {...field('user')} />
              <PasswordInput
                label={words.signIn.password}
                autoComplete="current-password"
                visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }}
                {...field('password')}
              />
              <SimpleGrid cols={2}>
                <TextInput label={words.signIn.project} {...field('project')} />
                <TextInput label={words.signIn.domain} {...field('domain')} />
              </SimpleGrid>
              <Button type="submit" loading={busy} fullWidth mt="xs">
                {words.signIn.button}
              </Button>
            </Stack>
          </form>
        </Card>
        <Text size="xs" c="dimmed" mt="md" ta="center">
          {words.signIn.firstHint}
        </Text>
      </div>
    </main>
  )
}
