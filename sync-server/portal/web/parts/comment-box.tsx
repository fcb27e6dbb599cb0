import { Textarea } from '@mantine/core'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_TEXT, type TicketAnswer } from '../../contract.ts'
import { CommentDraft, emptyComment, useDraft, type Draft } from '../state/kept.ts'
import { usePortal } from '../state/portal.tsx'
import { commentName } from '../state/report-draft.ts'
import { useSending, type Sending } from '../state/use-sending.ts'
import { useUploads } from '../state/use-uploads.ts'
import { DropArea, FilePicker } from './file-picker.tsx'
import { missingFile, SendRow } from './send-row.tsx'

interface CommentBoxProps {
  readonly ticketId: string
  /** True when sending opens a solved or closed request again; then even without a word. */
  readonly reopens: boolean
  readonly onSent: (answer: TicketAnswer) => void
}

const isEmpty = ({ text, files }: CommentDraft) => text.trim() === '' && files.length === 0

/** Where somebody adds to a request. What is typed stays on the device until the server has it. */
export function CommentBox({ ticketId, reopens, onSent }: CommentBoxProps) {
  const { t } = useTranslation()
  const [error, setError] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const { draft, sending } = useComment(ticketId, onSent)
  const { value, change } = draft
  const uploads = useUploads(value.files, (file) => change(({ files }) => ({ files: [...files, file] })))
  useEffect(() => {
    if (reopens) field.current?.focus()
  }, [reopens])
  const isLocked = sending.state.step === 'sending' || sending.state.step === 'waiting'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isMissing = isEmpty(value) && !reopens
    setError(isMissing ? t('request.commentMissing') : '')
    if (isMissing) field.current?.focus()
    else if (!isLocked && !uploads.isBusy) sending.start()
  }
  return (
    <DropArea onFiles={uploads.add}>
      <form className="p-form p-card" noValidate onSubmit={submit}>
        <Textarea
          ref={field}
          label={t(reopens ? 'request.again' : 'request.comment')}
          placeholder={t('request.commentHint')}
          autosize
          minRows={3}
          maxRows={16}
          maxLength={MOST_TEXT}
          readOnly={isLocked}
          value={value.text}
          error={error === '' ? undefined : error}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
        <FilePicker
          kept={value.files}
          uploads={uploads}
          disabled={isLocked}
          onRemove={(file) => change({ files: value.files.filter((each) => each !== file) })}
        />
        <SendRow sending={sending} isUploading={uploads.isBusy} label={t('request.send')} />
      </form>
    </DropArea>
  )
}

/** The kept draft of an answer and the way it is sent. */
function useComment(
  ticketId: string,
  onSent: (answer: TicketAnswer) => void,
): { readonly draft: Draft<CommentDraft>; readonly sending: Sending } {
  const { api, session } = usePortal()
  const draft = useDraft(commentName(session.person, ticketId), CommentDraft, emptyComment)
  const { value, change, clear } = draft
  const sending = useSending<TicketAnswer>({
    isWaiting: value.waiting,
    mark: (waiting) => change({ waiting }),
    attempt: () => {
      const { causeId, text } = value
      const files = value.files.map(({ sha256, name, type }) => ({ sha256, name, type }))
      return isEmpty(value) ? api.reopen(ticketId, causeId) : api.comment(ticketId, { causeId, text, files })
    },
    done: (answer) => {
      clear()
      onSent(answer)
    },
  })
  const missing = missingFile(sending)
  useEffect(() => {
    if (missing !== '') change(({ files }) => ({ files: files.filter(({ name }) => name !== missing) }))
  }, [missing, change])
  return { draft, sending }
}
