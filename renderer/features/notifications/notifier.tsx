import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { filter, firstValueFrom, map, race, timer } from 'rxjs'
import type { Id } from '#shared/kernel/ids.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { usePlatform } from '#renderer/platform/platform-context.tsx'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica, useSyncStatus } from '#renderer/replica/react.tsx'
import type { Replica } from '#renderer/replica/replica.ts'
import { happeningOfMessage, happeningOfNotice, noticeToShow, type Happening } from './notice-to-show.ts'
import { useNotificationsSwitch } from './notifications-switch.ts'

/** A ticket may arrive a moment after the notice about it. */
const ARRIVES_WITHIN_MS = 3000
const BODY_LENGTH = 160
/** Of all windows of this device, the one that holds it speaks. */
const SPEAKER = 'satchel.notifications'

/** Tells a person whose window is in the background what concerns them; a click opens the ticket. */
export function Notifier() {
  const replica = useReplica()
  const { personId } = useActor()
  const show = useShow()
  const notices = useEffectEvent(
    (happening: Happening | undefined, text: string) => void show(happening, text),
  )
  useEffect(() => {
    const subscription = replica.changes('notices').subscribe((notice) => {
      notices(happeningOfNotice(notice, personId), '')
    })
    subscription.add(
      replica.changes('messages').subscribe((message) => {
        void replica.get('tickets', message.ticketId).then((ticket) => {
          notices(happeningOfMessage(message, ticket, personId), message.text)
        })
      }),
    )
    return () => subscription.unsubscribe()
  }, [replica, personId])
  return null
}

function useShow(): (happening: Happening | undefined, text: string) => Promise<void> {
  const replica = useReplica()
  const platform = usePlatform()
  const words = useNotificationWords()
  const { isOn } = useNotificationsSwitch()
  const { clockOffset } = useSyncStatus()
  const isSpeaker = useIsSpeaker()
  const [openedAt] = useState(() => Date.now())
  const shownAt = useRef(new Map<Id, number>())
  return async (happening, text) => {
    const now = Date.now()
    const wanted = noticeToShow(happening, {
      isOn: isOn && isSpeaker.current,
      isFocused: document.hasFocus(),
      openedAt: new Date(openedAt + clockOffset).toISOString(),
      now,
      shownAt: shownAt.current,
    })
    if (wanted === undefined) return
    shownAt.current.set(wanted.ticketId, now)
    const ticket = await arriving(replica, wanted.ticketId)
    await platform.notify({
      title: words(wanted, ticket).slice(0, 200),
      body: (text || (ticket?.title ?? '')).slice(0, BODY_LENGTH),
      ticketId: ticket?.id ?? '',
    })
  }
}

function useNotificationWords(): (happening: Happening, ticket: Ticket | undefined) => string {
  const { t } = useTranslation(['console', 'common'])
  const directory = useDirectory()
  return ({ kind, by }, ticket) => {
    return t(`notification.${kind}`, {
      name: directory.personName(by) || t('common:somebody'),
      ticket: ticket === undefined ? t('notification.aTicket') : ticketName(ticket),
    })
  }
}

function arriving(replica: Replica, ticketId: Id): Promise<Ticket | undefined> {
  if (ticketId === '') return Promise.resolve(undefined)
  const arrived = replica.doc('tickets', ticketId).pipe(filter((ticket) => ticket !== undefined))
  return firstValueFrom(race(arrived, timer(ARRIVES_WITHIN_MS).pipe(map(() => undefined))))
}

/** True in one window of the device: several must not say the same. Another takes over when it closes. */
function useIsSpeaker(): { readonly current: boolean } {
  const isSpeaker = useRef(false)
  useEffect(() => {
    const leaving = new AbortController()
    const closed = new Promise<void>((resolve) => leaving.signal.addEventListener('abort', () => resolve()))
    const speak = () => {
      isSpeaker.current = true
      return closed
    }
    navigator.locks.request(SPEAKER, { signal: leaving.signal }, speak).catch(() => undefined)
    return () => {
      isSpeaker.current = false
      leaving.abort()
    }
  }, [])
  return isSpeaker
}
