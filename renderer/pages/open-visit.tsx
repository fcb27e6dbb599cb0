import { notifications } from '@mantine/notifications'
import { IconBarcode, IconCircleCheck, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mayChange } from '#shared/policy/policy.ts'
import { offeredTransitions } from '#shared/tickets/process/offered.ts'
import { isOpenStatus } from '#shared/tickets/process.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import { ticketBuckets, type Ticket } from '#shared/tickets/schema.ts'
import { useTicketMessages, type TicketMessages } from '#renderer/features/conversation/messages.ts'
import { UsedParts } from '#renderer/features/purchases/used-parts.tsx'
import { SiteEquipment } from '#renderer/features/relations/site-equipment.tsx'
import { TouchChecklist } from '#renderer/features/tasks/touch-checklist.tsx'
import { useTicketActs } from '#renderer/features/ticket/use-ticket-acts.ts'
import { PinButton } from '#renderer/features/today/pin-button.tsx'
import { usePins } from '#renderer/features/today/pins.ts'
import { TouchAction } from '#renderer/ui/touch-action.tsx'
import { FinishDialog } from '#renderer/features/visit/finish-dialog.tsx'
import { PhotoButton } from '#renderer/features/visit/photo-button.tsx'
import { SignatureDialog } from '#renderer/features/visit/signature-dialog.tsx'
import { VisitFacts } from '#renderer/features/visit/visit-facts.tsx'
import { VisitHeader } from '#renderer/features/visit/visit-header.tsx'
import { useTimer } from '#renderer/features/work/timer.ts'
import { TouchTimer } from '#renderer/features/work/touch-timer.tsx'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useLinks } from '#renderer/replica/use-links.ts'
import { useProcessFacts } from './use-process-facts.ts'
import { useTicketItems } from './use-ticket-items.ts'
import { useVisitNotes } from './use-visit-notes.ts'
import { VisitFiles } from './visit-files.tsx'
import classes from './visit-page.module.css'

interface OpenVisitProps {
  readonly ticket: Ticket
  readonly onBack: () => void
  readonly onOpenTicket: () => void
}

type Dialog = 'none' | 'scan' | 'sign' | 'finish'

/** Everything a visit needs on one page, and what is done most often at its lower edge. */
export function OpenVisit({ ticket, onBack, onOpenTicket }: OpenVisitProps) {
  const { pins, toggle } = usePins()
  const actor = useActor()
  const items = useTicketItems(ticket.id)
  const messages = useTicketMessages(ticket.id)
  const links = useLinks(ticket.id)
  const [dialog, setDialog] = useState<Dialog>('none')
  const isReadOnly = !mayChange(actor, 'tickets', 'status', ticketBuckets(ticket))
  const close = () => setDialog('none')
  return (
    <article className={classes['page']} aria-label={ticket.title}>
      <VisitHeader
        ticket={ticket}
        onBack={onBack}
        onOpenTicket={onOpenTicket}
        aside={
          <PinButton
            name={ticketName(ticket)}
            isPinned={pins.tickets.includes(ticket.id)}
            onToggle={() => toggle('tickets', ticket.id)}
          />
        }
      />
      <div className={classes['body']} tabIndex={-1}>
        <div className={classes['column']}>
          <VisitFacts ticket={ticket} description={descriptionIn(messages)} />
          <TouchChecklist ticket={ticket} items={items.tasks} isReadOnly={isReadOnly} />
        </div>
        <div className={classes['column']}>
          {links !== undefined && (
            <SiteEquipment
              ticket={ticket}
              links={links}
              isReadOnly={isReadOnly}
              isScanning={dialog === 'scan'}
              onScanned={close}
            />
          )}
          <UsedParts
            ticket={ticket}
            purchases={items.purchases}
            parts={items.parts}
            isReadOnly={isReadOnly}
          />
          <VisitFiles messages={messages} />
        </div>
      </div>
      <Actions ticket={ticket} isReadOnly={isReadOnly} onDialog={setDialog} />
      {dialog === 'sign' && <Sign ticket={ticket} onClose={close} />}
      {dialog === 'finish' && <Finish ticket={ticket} onClose={close} onBack={onBack} />}
    </article>
  )
}

/** What the requester wrote first, else the first that anybody said. */
function descriptionIn({ conversation, notes }: TicketMessages): string {
  return (conversation[0] ?? notes[0])?.text ?? ''
}

interface ActionsProps {
  readonly ticket: Ticket
  readonly isReadOnly: boolean
  readonly onDialog: (dialog: Dialog) => void
}

function Actions({ ticket, isReadOnly, onDialog }: ActionsProps) {
  const { t } = useTranslation('today')
  const { addPhotos } = useVisitNotes(ticket)
  return (
    <footer className={classes['actions']} role="toolbar" aria-label={t('visit.actions')}>
      <TouchTimer ticketId={ticket.id} isReadOnly={isReadOnly} />
      <PhotoButton disabled={isReadOnly} onPhotos={(photos) => void addPhotos(photos)} />
      <TouchAction
        icon={IconBarcode}
        label={t('scan.short')}
        disabled={isReadOnly}
        onClick={() => onDialog('scan')}
      />
      <TouchAction
        icon={IconSignature}
        label={t('sign.short')}
        disabled={isReadOnly}
        onClick={() => onDialog('sign')}
      />
      <TouchAction
        tone="main"
        icon={IconCircleCheck}
        label={t('finish.short')}
        disabled={isReadOnly || !isOpenStatus(ticket.status)}
        onClick={() => onDialog('finish')}
      />
    </footer>
  )
}

interface DialogProps {
  readonly ticket: Ticket
  readonly onClose: () => void
}

function Sign({ ticket, onClose }: DialogProps) {
  const directory = useDirectory()
  const { addSignature } = useVisitNotes(ticket)
  return (
    <SignatureDialog
      name={directory.personName(ticket.requesterId)}
      subject={`${ticketName(ticket)} ${ticket.title}`}
      onClose={onClose}
      onSigned={(name, picture) => void addSignature(name, picture).then(onClose)}
    />
  )
}

/** Resolves the ticket by the rules of its process; a timer that runs on it is stopped. */
function Finish({ ticket, onClose, onBack }: DialogProps & { readonly onBack: () => void }) {
  const { t } = useTranslation('today')
  const actor = useActor()
  const acts = useTicketActs(ticket)
  const facts = useProcessFacts(ticket)
  const { timer, stop } = useTimer()
  const step = offeredTransitions(ticket, facts, actor).find(({ status }) => status === 'resolved')
  if (step === undefined) return null
  return (
    <FinishDialog
      ticket={ticket}
      step={step}
      onClose={onClose}
      onFinish={(resolution) => {
        acts.moveTo(step.to, facts, { fields: resolution === ticket.resolution ? {} : { resolution } })
        if (timer?.ticketId === ticket.id) stop()
        notifications.show({ message: t('finish.finished', { name: ticketName(ticket) }) })
        onBack()
      }}
    />
  )
}
