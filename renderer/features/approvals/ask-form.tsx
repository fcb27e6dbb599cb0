import { Button, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { IconCalendarEvent } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { approvalsOf, type ApprovalInput } from '#shared/items/approvals.ts'
import { APPROVAL_MODES, type Item } from '#shared/items/schema.ts'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useDates } from '#renderer/ui/dates.ts'
import { DayPicker } from '#renderer/ui/day-picker.tsx'
import { dayOfInstant, endOf } from '#renderer/ui/days.ts'
import { personChoices } from '#renderer/ui/person-choices.tsx'
import { Picker } from '#renderer/ui/picker.tsx'
import { PillPicker } from '#renderer/ui/pill-picker.tsx'
import { takeSubmitKey } from '#renderer/ui/submit-key.ts'
import type { ApprovalActs } from './use-approval-acts.ts'
import classes from './approvals.module.css'

interface AskFormProps {
  readonly items: readonly Item[]
  readonly purchases: readonly Item[]
  readonly acts: ApprovalActs
  readonly onClose: () => void
}

type Asked = Required<
  Pick<ApprovalInput, 'title' | 'note' | 'approverIds' | 'mode' | 'share' | 'parentId' | 'step' | 'dueAt'>
>

/** Whom one asks, what for, how many must agree, and in which turn. */
export function AskForm({ items, purchases, acts, onClose }: AskFormProps) {
  const { t } = useTranslation(['approvals', 'common'])
  const [asked, setAsked] = useState<Asked>(() => ({ ...EMPTY, step: nextStep(items, '') }))
  const change = (part: Partial<Asked>) => setAsked({ ...asked, ...part })
  const submit = () => {
    if (acts.ask(asked)) onClose()
  }
  return (
    <form
      className={classes['form']}
      aria-label={t('ask')}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        takeSubmitKey(event, submit)
        if (event.key !== 'Escape' || isInOpenList(event.target)) return
        // The page would take it for itself.
        event.preventDefault()
        onClose()
      }}
    >
      <TextInput
        autoFocus
        label={t('what')}
        placeholder={t('whatPlaceholder')}
        maxLength={300}
        value={asked.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <Whom asked={asked} onChange={change} />
      <Turn items={items} purchases={purchases} asked={asked} onChange={change} />
      <Until asked={asked} onChange={change} />
      <Textarea
        autosize
        minRows={2}
        maxRows={8}
        label={t('why')}
        placeholder={t('whyPlaceholder')}
        value={asked.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      <div className={classes['buttons']}>
        <Button type="submit">{t('submit')}</Button>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </div>
    </form>
  )
}

/** An open list of choices takes the Escape that closes it. */
function isInOpenList(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-keeps-keys], [aria-expanded="true"]') !== null
}

const EMPTY: Asked = {
  title: '',
  note: '',
  approverIds: [],
  mode: 'one',
  share: 50,
  parentId: '',
  step: 1,
  dueAt: '',
}

/** The step behind those there are; the first where there is none. */
function nextStep(items: readonly Item[], parentId: string): number {
  return (approvalsOf(items, parentId).at(-1)?.step ?? 0) + 1
}

interface PartProps {
  readonly asked: Asked
  readonly onChange: (part: Partial<Asked>) => void
}

function Whom({ asked, onChange }: PartProps) {
  const { t } = useTranslation(['approvals', 'items'])
  const directory = useDirectory()
  return (
    <>
      <div className={classes['labelled']}>
        <span aria-hidden>{t('whom')}</span>
        <PillPicker
          label={t('whom')}
          addLabel={t('addPerson')}
          values={asked.approverIds}
          choices={personChoices(directory)}
          onChange={(approverIds) => onChange({ approverIds: [...approverIds] })}
        />
      </div>
      {asked.approverIds.length > 1 && (
        <div className={classes['mode']}>
          <SegmentedControl
            size="xs"
            aria-label={t('howMany')}
            value={asked.mode}
            onChange={(value) => onChange({ mode: APPROVAL_MODES.find((mode) => mode === value) ?? 'one' })}
            data={APPROVAL_MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
          />
          {asked.mode === 'share' && (
            <NumberInput
              size="xs"
              w={110}
              min={1}
              max={100}
              suffix=" %"
              aria-label={t('share')}
              value={asked.share}
              onChange={(value) =>
                onChange({ share: Math.min(100, Math.max(1, Math.round(Number(value)) || 1)) })
              }
            />
          )}
        </div>
      )}
    </>
  )
}

function Until({ asked, onChange }: PartProps) {
  const { t } = useTranslation('approvals')
  const dates = useDates()
  const day = dayOfInstant(asked.dueAt)
  return (
    <div className={classes['labelled']}>
      <span aria-hidden>{t('until')}</span>
      <DayPicker
        variant="button"
        label={t('until')}
        day={day}
        isReadOnly={false}
        onChange={(chosen) => onChange({ dueAt: endOf(chosen) })}
      >
        <IconCalendarEvent size={15} aria-hidden /> {dates.day(day) || t('whenever')}
      </DayPicker>
    </div>
  )
}

function Turn({ items, purchases, asked, onChange }: PartProps & Pick<AskFormProps, 'items' | 'purchases'>) {
  const { t } = useTranslation('approvals')
  const last = nextStep(items, asked.parentId)
  const steps = Array.from({ length: last }, (_none, index) => index + 1)
  if (purchases.length === 0 && last === 1) return null
  return (
    <div className={classes['turn']}>
      {purchases.length > 0 && (
        <Picker
          variant="button"
          label={t('subject')}
          value={asked.parentId}
          choices={[
            { value: '', label: t('wholeTicket') },
            ...purchases.map(({ id, title }) => ({ value: id, label: title })),
          ]}
          onChange={(parentId) => onChange({ parentId, step: nextStep(items, parentId) })}
        />
      )}
      {last > 1 && (
        <Picker
          variant="button"
          label={t('turn')}
          value={String(asked.step)}
          choices={steps.map((step) => ({
            value: String(step),
            label: t(step === last ? 'afterStep' : 'withStep', { step: step === last ? step - 1 : step }),
          }))}
          onChange={(step) => onChange({ step: Number(step) })}
        />
      )}
    </div>
  )
}
