import { Alert, Button, Group, Modal, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Id } from '#shared/kernel/ids.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import { useActor, useSession } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { isSubmitKey } from '#renderer/ui/submit-key.ts'
import { EMPTY_FORM, prepareTicket, type NewTicketForm } from './new-ticket.ts'
import { RequesterField } from './requester-field.tsx'
import { TemplateField, templateOf } from './template-field.tsx'
import { TicketFields } from './ticket-fields.tsx'
import classes from './new-ticket.module.css'

interface NewTicketDialogProps {
  /** What the form holds when it opens. */
  readonly initial: NewTicketForm
  /** Called once for each ticket, before it is opened. */
  readonly onCreated: () => void
  readonly onClose: () => void
  readonly onOpenTicket: (id: Id) => void
}

/** Opens a ticket for somebody; works without a network. */
export function NewTicketDialog({ initial, onCreated, onClose, onOpenTicket }: NewTicketDialogProps) {
  const { t } = useTranslation(['tickets', 'common'])
  const [form, setForm] = useState(initial)
  const [refusal, setRefusal] = useState<Refusal>()
  const { refusalText } = useRefusals()
  const create = useCreate()
  const change = (part: Partial<NewTicketForm>) => {
    setForm((before) => ({ ...before, ...part }))
    setRefusal(undefined)
  }
  const submit = async (andThen: 'open' | 'another') => {
    const created = await create(form)
    if (!created.ok) return setRefusal(created.refusal)
    onCreated()
    if (andThen === 'another') {
      notifications.show({ message: t('create.created', { name: created.value.label }) })
      return setForm(EMPTY_FORM)
    }
    onClose()
    return onOpenTicket(created.value.id)
  }
  return (
    <Modal
      opened
      size={720}
      title={t('create.title')}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form
        className={classes['form']}
        onKeyDown={(event) => isSubmitKey(event) && void submit('open')}
        onSubmit={(event) => {
          event.preventDefault()
          void submit('open')
        }}
      >
        <TemplateField form={form} onChange={change} />
        <RequesterField
          value={form.requesterId}
          onChange={(requesterId, siteId) => change({ requesterId, siteId })}
        />
        <Words form={form} onChange={change} />
        <TicketFields form={form} onChange={change} />
        {refusal !== undefined && (
          <Alert color="red" variant="light" p="xs" role="alert">
            {refusalText(refusal)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <span className={classes['hint']}>{t('create.keys')}</span>
          <Button variant="default" onClick={() => void submit('another')}>
            {t('create.another')}
          </Button>
          <Button type="submit">{t('create.submit')}</Button>
        </Group>
      </form>
    </Modal>
  )
}

interface WordsProps {
  readonly form: NewTicketForm
  readonly onChange: (part: Partial<NewTicketForm>) => void
}

function Words({ form, onChange }: WordsProps) {
  const { t } = useTranslation('tickets')
  return (
    <>
      <TextInput
        required
        withAsterisk={false}
        maxLength={300}
        label={t('create.titleLabel')}
        placeholder={t('create.titlePlaceholder')}
        value={form.title}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <Textarea
        autosize
        minRows={5}
        maxRows={14}
        label={t('create.description')}
        placeholder={t('create.descriptionPlaceholder')}
        value={form.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
    </>
  )
}

function useCreate() {
  const actor = useActor()
  const { person } = useSession()
  const directory = useDirectory()
  const replica = useReplica()
  return async (form: NewTicketForm) => {
    const orgId = person.orgId || (directory.settings('organisation')[0]?.id ?? '')
    const requester = directory.person(form.requesterId)
    const prepared = prepareTicket(form, orgId, requester, actor, templateOf(directory, form.templateId))
    if (!prepared.ok) return prepared
    await replica.write(prepared.value.writes)
    return prepared
  }
}
