import { Button, Group } from '@mantine/core'
import { IconArrowLeft, IconCheck, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PortalMessage, PortalTicket, TicketAnswer } from '../../contract.ts'
import { newCauseId, type Failure } from '../api/client.ts'
import { useFormats } from '../format.ts'
import { CommentBox } from '../parts/comment-box.tsx'
import { MessageList } from '../parts/message-list.tsx'
import { nextSteps, RequestFacts } from '../parts/request-facts.tsx'
import { StateBadge } from '../parts/state-badge.tsx'
import { failureWords, Loading, LoadProblem, Notice } from '../parts/states.tsx'
import { hrefOf } from '../route.ts'
import { useLoaded, useNews, usePortal } from '../state/portal.tsx'
import { takeTold } from '../state/told-once.ts'
import { MissingPage } from './missing.tsx'

type Event = 'received' | 'sent' | 'reopened' | 'confirmed'

/** One request: where it stands, what was said, and what the person can do. It follows the desk without a reload. */
export function RequestPage({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const { api } = usePortal()
  const loaded = useLoaded(id, (signal) => api.ticket(id, signal))
  const [event, setEvent] = useState<Event | undefined>(() => takeTold(id))
  useNews((news) => {
    if (news === 'anything' || news.ticketId === id) loaded.reload()
  })
  if (!loaded.value) {
    if (loaded.failure?.kind === 'refused' && loaded.failure.status === 404) {
      return <MissingPage title={t('request.missingTitle')} body={t('request.missingBody')} />
    }
    return loaded.failure ? <LoadProblem failure={loaded.failure} retry={loaded.reload} /> : <Loading />
  }
  const after = (next: Event) => (answer: TicketAnswer) => {
    loaded.set(answer)
    setEvent(next)
  }
  return <RequestView answer={loaded.value} event={event} after={after} />
}

interface RequestViewProps {
  readonly answer: TicketAnswer
  readonly event: Event | undefined
  readonly after: (event: Event) => (answer: TicketAnswer) => void
}

function RequestView({ answer, event, after }: RequestViewProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [isAgain, setAgain] = useState(false)
  const { ticket } = answer
  const isDone = ticket.state === 'solved' || ticket.state === 'closed'
  return (
    <div className="p-page p-wide">
      <a className="p-back" href={hrefOf({ page: 'requests', group: isDone ? 'closed' : 'open' })}>
        <IconArrowLeft size={18} aria-hidden />
        {t('nav.backToRequests')}
      </a>
      {event && <EventNotice event={event} name={ticket.name} />}
      <div className="p-request-head">
        <h1>{ticket.title}</h1>
        <StateBadge state={ticket.state} />
        <p className="p-next">{nextSteps(t, ticket, formats)}</p>
        {isDone && !isAgain && (
          <Question ticket={ticket} onAgain={() => setAgain(true)} onConfirmed={after('confirmed')} />
        )}
      </div>
      <div className="p-request">
        <RequestFacts ticket={ticket} />
        <section className="p-conversation">
          <h2>{t('request.conversation')}</h2>
          <Conversation answer={answer} />
          {(!isDone || isAgain) && (
            <CommentBox
              ticketId={ticket.id}
              reopens={isDone}
              onSent={(next) => {
                setAgain(false)
                after(isDone ? 'reopened' : 'sent')(next)
              }}
            />
          )}
        </section>
      </div>
    </div>
  )
}

function EventNotice({ event, name }: { readonly event: Event; readonly name: string }) {
  const { t } = useTranslation()
  if (event === 'received') {
    return (
      <Notice tone="good">
        <p>{t('report.received', { name })}</p>
        <p>{t('report.receivedHint')}</p>
      </Notice>
    )
  }
  return <Notice tone="good">{t(`request.${event}`)}</Notice>
}

function Conversation({ answer }: { readonly answer: TicketAnswer }) {
  const { t } = useTranslation()
  const { api } = usePortal()
  const [older, setOlder] = useState<readonly PortalMessage[]>([])
  const [cursor, setCursor] = useState<string>()
  const earlier = cursor ?? answer.earlier
  const present = new Set(answer.messages.map(({ id }) => id))
  const messages = [...older.filter(({ id }) => !present.has(id)), ...answer.messages]
  const load = async () => {
    const page = await api.messages(answer.ticket.id, earlier)
    if (!page.ok) return
    setOlder([...page.value.messages, ...older])
    setCursor(page.value.earlier)
  }
  return (
    <>
      {earlier !== '' && (
        <Button variant="default" size="sm" onClick={() => void load()}>
          {t('request.earlier')}
        </Button>
      )}
      <MessageList ticketId={answer.ticket.id} messages={messages} />
    </>
  )
}

interface QuestionProps {
  readonly ticket: PortalTicket
  readonly onAgain: () => void
  readonly onConfirmed: (answer: TicketAnswer) => void
}

/** Is it solved? Only the person who asked can say so; anybody who follows it can say that it happens again. */
function Question({ ticket, onAgain, onConfirmed }: QuestionProps) {
  const { t } = useTranslation()
  const { api } = usePortal()
  const [causeId] = useState(newCauseId)
  const [isWorking, setWorking] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const isSolved = ticket.state === 'solved'
  const confirm = async () => {
    setWorking(true)
    setFailure(undefined)
    const answer = await api.confirm(ticket.id, causeId)
    setWorking(false)
    if (answer.ok) onConfirmed(answer.value)
    else setFailure(answer.failure)
  }
  return (
    <>
      <Group gap="sm">
        {isSolved && ticket.mine && (
          <Button
            loading={isWorking}
            leftSection={<IconCheck size={20} aria-hidden />}
            onClick={() => void confirm()}
          >
            {t('request.solvedYes')}
          </Button>
        )}
        <Button variant="default" leftSection={<IconRefresh size={20} aria-hidden />} onClick={onAgain}>
          {t(isSolved ? 'request.solvedNoStill' : 'request.solvedNo')}
        </Button>
      </Group>
      {failure && <Notice tone="problem">{failureWords(t, failure)}</Notice>}
    </>
  )
}
