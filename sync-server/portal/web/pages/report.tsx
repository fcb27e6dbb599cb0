import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_TEXT, MOST_TITLE, type Choice, type TicketAnswer } from '../../contract.ts'
import { ArticleList } from '../parts/article-list.tsx'
import { DropArea, FilePicker } from '../parts/file-picker.tsx'
import { missingFile, SendRow } from '../parts/send-row.tsx'
import { Notice } from '../parts/states.tsx'
import { goTo, hrefOf } from '../route.ts'
import { emptyReport, ReportDraft, useDraft, type Draft } from '../state/kept.ts'
import { usePortal } from '../state/portal.tsx'
import { reportName } from '../state/report-draft.ts'
import { tellOnce } from '../state/told-once.ts'
import { useArticleSearch } from '../state/use-article-search.ts'
import { useSending, type Sending } from '../state/use-sending.ts'
import { useUploads, type Uploads } from '../state/use-uploads.ts'

/** Writing a new request. What is typed stays on the device until the server has it. */
export function ReportPage() {
  const { t } = useTranslation()
  const { api, session } = usePortal()
  const { person } = session
  const draft = useDraft(reportName(person), ReportDraft, () => emptyReport(person.siteId))
  const { value } = draft
  const uploads = useUploads(value.files, (file) =>
    draft.change(({ files }) => ({ files: [...files, file] })),
  )
  const sending = useSending<TicketAnswer>({
    isWaiting: value.waiting,
    mark: (waiting) => draft.change({ waiting }),
    attempt: () => {
      const { waiting: _, files, ...rest } = draft.value
      return api.report({ ...rest, files: files.map(({ sha256, name, type }) => ({ sha256, name, type })) })
    },
    done: ({ ticket }) => {
      draft.clear()
      tellOnce(ticket.id, 'received')
      goTo({ page: 'request', id: ticket.id }, { replace: true })
    },
  })
  useForgetMissing(sending, draft)
  return (
    <div className="p-page">
      <a className="p-back" href={hrefOf({ page: 'home' })}>
        <IconArrowLeft size={18} aria-hidden />
        {t('nav.home')}
      </a>
      <h1>{t('report.title')}</h1>
      <Restored draft={draft} sending={sending} />
      <DropArea onFiles={uploads.add}>
        <ReportForm draft={draft} uploads={uploads} sending={sending} />
      </DropArea>
    </div>
  )
}

/** A file the server has forgotten leaves the draft; the notice asks for it again. */
function useForgetMissing(sending: Sending, draft: Draft<ReportDraft>): void {
  const missing = missingFile(sending)
  const { files } = draft.value
  const { change } = draft
  useEffect(() => {
    if (files.some(({ name }) => name === missing))
      change({ files: files.filter(({ name }) => name !== missing) })
  }, [missing, files, change])
}

interface PartProps {
  readonly draft: Draft<ReportDraft>
  readonly sending: Sending
}

function Restored({ draft, sending }: PartProps) {
  const { t } = useTranslation()
  const [isShown, setShown] = useState(draft.isRestored && draft.value.text !== '')
  if (!isShown || sending.state.step !== 'idle') return null
  const discard = () => {
    draft.clear()
    setShown(false)
  }
  return (
    <Notice tone="info">
      <p>{t('report.draft')}</p>
      <Button size="sm" variant="default" onClick={discard}>
        {t('report.discard')}
      </Button>
    </Notice>
  )
}

function ReportForm({ draft, uploads, sending }: PartProps & { readonly uploads: Uploads }) {
  const { t } = useTranslation()
  const { value, change } = draft
  const [error, setError] = useState('')
  const isLocked = sending.state.step === 'sending' || sending.state.step === 'waiting'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isMissing = value.title.trim() === ''
    setError(isMissing ? t('report.whatMissing') : '')
    if (isMissing) document.getElementById('report-title')?.focus()
    else if (!isLocked && !uploads.isBusy) sending.start()
  }
  return (
    <form className="p-form p-card" noValidate onSubmit={submit}>
      <TextInput
        id="report-title"
        label={t('report.what')}
        description={t('report.whatHint')}
        maxLength={MOST_TITLE}
        required
        withAsterisk={false}
        readOnly={isLocked}
        value={value.title}
        error={error === '' ? undefined : error}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      {!isLocked && <Suggestions words={value.title} />}
      <Textarea
        label={t('report.happens')}
        description={t('report.happensHint')}
        autosize
        minRows={4}
        maxRows={20}
        maxLength={MOST_TEXT}
        readOnly={isLocked}
        value={value.text}
        onChange={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      <WhatAndWhere draft={draft} disabled={isLocked} />
      <FilePicker
        kept={value.files}
        uploads={uploads}
        disabled={isLocked}
        onRemove={(file) => change({ files: value.files.filter((each) => each !== file) })}
      />
      <SendRow sending={sending} isUploading={uploads.isBusy} label={t('report.submit')} />
    </form>
  )
}

function Suggestions({ words }: { readonly words: string }) {
  const { t } = useTranslation()
  const found = useArticleSearch(words)
  if (found.words === '' || !found.value || found.value.length === 0) return null
  return (
    <aside className="p-suggestions" aria-label={t('report.answers')}>
      <p className="p-dim">{t('report.answers')}</p>
      <ArticleList articles={found.value.slice(0, 2)} newTab />
    </aside>
  )
}

function WhatAndWhere({
  draft: { value, change },
  disabled,
}: Pick<PartProps, 'draft'> & { readonly disabled: boolean }) {
  const { t } = useTranslation()
  const { session } = usePortal()
  return (
    <div className="p-two">
      <ChoiceField
        label={t('report.category')}
        none={t('report.categoryUnknown')}
        choices={session.categories}
        value={value.categoryId}
        disabled={disabled}
        onChange={(categoryId) => change({ categoryId })}
      />
      <ChoiceField
        label={t('report.site')}
        none={t('report.siteUnknown')}
        choices={session.sites}
        value={value.siteId}
        disabled={disabled}
        onChange={(siteId) => change({ siteId })}
      />
    </div>
  )
}

interface ChoiceFieldProps {
  readonly label: string
  /** What stands for none of them. */
  readonly none: string
  readonly choices: readonly Choice[]
  readonly value: string
  readonly disabled: boolean
  readonly onChange: (id: string) => void
}

function ChoiceField({ label, none, choices, value, disabled, onChange }: ChoiceFieldProps) {
  const { i18n } = useTranslation()
  if (choices.length === 0) return null
  const data = choices.map(({ id, name, names }) => ({ value: id, label: names[i18n.language] ?? name }))
  const known = choices.some(({ id }) => id === value) ? value : ''
  return (
    <NativeSelect
      label={label}
      disabled={disabled}
      value={known}
      data={[{ value: '', label: none }, ...data]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
