import { Button, FileButton, Group, Modal, Stack, Text } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#shared/kernel/result.ts'
import type { ImportResult, OutboxFile } from '#shared/protocol/outbox-file.ts'
import { useServerCalls } from '#renderer/platform/server-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { ImportResults } from './import-results.tsx'
import { partsOf, readOutboxFile } from './read-outbox-file.ts'

/** An administrator hands in what somebody saved from a device that cannot reach the server, and sees what became of it. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['device', 'common'])
  const { refusalText } = useRefusals()
  const { file, results, refusal, isBusy, choose, handIn } = useImport()
  const rest = (file?.mutations.length ?? 0) - results.length
  return (
    <Modal
      opened
      size="lg"
      title={t('import.title')}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="sm">
        {file === undefined ? <Text size="sm">{t('import.hint')}</Text> : <AboutFile file={file} />}
        {refusal !== undefined && (
          <Text size="sm" c="var(--s-danger)" role="alert">
            {refusalText(refusal)}
          </Text>
        )}
        {file !== undefined && results.length > 0 && (
          <ImportResults mutations={file.mutations} results={results} />
        )}
        <Group justify="flex-end" gap="xs">
          <FileButton accept="application/json,.json" onChange={(chosen) => void choose(chosen)}>
            {(button) => (
              <Button
                {...button}
                variant="default"
                disabled={isBusy}
                leftSection={<IconFileUpload size={15} />}
              >
                {t('import.choose')}
              </Button>
            )}
          </FileButton>
          {file !== undefined && rest > 0 && (
            <Button loading={isBusy} onClick={() => void handIn()}>
              {t('import.submit', { count: rest })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

function AboutFile({ file }: { readonly file: OutboxFile }) {
  const { t } = useTranslation('device')
  const { full } = useDates()
  const name = useDirectory().person(file.personId)?.name ?? file.personId
  const about = { name, time: full(file.exportedAt), count: file.mutations.length }
  return (
    <Text size="sm">{file.mutations.length === 0 ? t('import.empty', about) : t('import.about', about)}</Text>
  )
}

/** The chosen file, what became of its lines so far, and why the last try ended. Trying again goes on where it ended. */
function useImport() {
  const calls = useServerCalls()
  const [file, setFile] = useState<OutboxFile>()
  const [results, setResults] = useState<readonly ImportResult[]>([])
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const choose = async (chosen: File | null) => {
    if (chosen === null) return
    const read = readOutboxFile(await chosen.text())
    setResults([])
    setFile(read.ok ? read.value : undefined)
    setRefusal(read.ok ? undefined : read.refusal)
  }
  const handIn = async () => {
    if (file === undefined) return
    setBusy(true)
    setRefusal(undefined)
    let done = [...results]
    for (const part of partsOf({ ...file, mutations: file.mutations.slice(results.length) })) {
      const answer = await calls.importOutbox(part)
      if (!answer.ok) {
        setRefusal(answer.refusal)
        break
      }
      done = [...done, ...answer.value.results]
      setResults(done)
    }
    setBusy(false)
  }
  return { file, results, refusal, isBusy, choose, handIn }
}
