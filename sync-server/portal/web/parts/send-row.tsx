import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { detailOf, type Failure } from '../api/client.ts'
import type { Sending } from '../state/use-sending.ts'
import { Notice } from './states.tsx'

interface SendRowProps {
  readonly sending: Sending
  /** True while files are still on their way; the text waits for them. */
  readonly isUploading: boolean
  readonly label: string
}

/** The button that sends a form, and above it what became of an earlier try. */
export function SendRow({ sending, isUploading, label }: SendRowProps) {
  const { t } = useTranslation()
  const { step } = sending.state
  return (
    <>
      <SendingNotice sending={sending} />
      {isUploading && <p className="p-dim">{t('files.wait')}</p>}
      <Button
        type="submit"
        loading={step === 'sending'}
        disabled={isUploading || step === 'waiting'}
        leftSection={<IconSend size={20} aria-hidden />}
      >
        {label}
      </Button>
    </>
  )
}

function SendingNotice({ sending }: { readonly sending: Sending }) {
  const { t } = useTranslation()
  const { state, start } = sending
  if (state.step === 'refused') {
    return (
      <Notice tone="problem">
        <p>{refusalWords(t, state.failure)}</p>
      </Notice>
    )
  }
  if (state.step !== 'waiting') return null
  return (
    <Notice tone="info">
      <p>{t('sending.waiting')}</p>
      <Button size="sm" variant="default" onClick={start}>
        {t('sending.tryNow')}
      </Button>
    </Notice>
  )
}

function refusalWords(t: TFunction, failure: Failure): string {
  const code = failure.kind === 'refused' ? failure.code : ''
  if (code === 'file-missing') return t('files.again', { name: detailOf(failure, 'name') })
  if (code === 'organisation-missing') return t('sending.organisation')
  return t('sending.refused')
}

/** The name of a file the server does not have any more, '' when that is not the problem. */
export function missingFile(sending: Sending): string {
  const { state } = sending
  if (state.step !== 'refused' || state.failure.kind === 'offline') return ''
  return state.failure.code === 'file-missing' ? detailOf(state.failure, 'name') : ''
}
