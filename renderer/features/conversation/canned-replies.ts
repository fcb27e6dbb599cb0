import { useMemo } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import { systemClock } from '#shared/kernel/time.ts'
import type { Language } from '#shared/people/schema.ts'
import { fillTemplate, templateValues, textIn, type TemplateValues } from '#shared/settings/fill-template.ts'
import type { CannedReplyData, Setting, TeamData } from '#shared/settings/schema.ts'
import { ticketName } from '#shared/tickets/rules.ts'
import type { Ticket } from '#shared/tickets/schema.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory, type Directory } from '#renderer/replica/directory.tsx'

/** A canned reply with its variables filled for one ticket. */
export interface FilledReply {
  readonly id: Id
  readonly name: string
  readonly text: string
}

/** Where a reply is to be used: the ticket's organisation and categories from the narrowest, and the writer's teams. */
interface Place {
  readonly orgId: Id
  readonly categoryIds: readonly Id[]
  readonly teamIds: readonly Id[]
}

/** The canned replies somebody may use on a ticket: those for its category first, then the general ones. */
export function offeredReplies(replies: readonly Setting[], place: Place): readonly Setting[] {
  const dataOf = (reply: Setting) => reply.data as Partial<CannedReplyData>
  const isTheirs = (reply: Setting) => {
    const { teamId = '' } = dataOf(reply)
    const isHere = reply.orgId === '' || reply.orgId === place.orgId
    return isHere && (teamId === '' || place.teamIds.includes(teamId))
  }
  const rank = (reply: Setting) => {
    const { categoryIds = [] } = dataOf(reply)
    if (categoryIds.length === 0) return 1
    return categoryIds.some((id) => place.categoryIds.includes(id)) ? 0 : 2
  }
  return replies.filter(isTheirs).toSorted((a, b) => rank(a) - rank(b))
}

/** The canned replies for a ticket in a language, filled; what cannot be filled stays as it is. */
export function useCannedReplies(ticket: Ticket, language: Language): readonly FilledReply[] {
  const directory = useDirectory()
  const { personId } = useActor()
  return useMemo(() => {
    const teams = directory.settings('team')
    const mine = teams.filter(({ data }) => (data as TeamData).memberIds?.includes(personId))
    const place = {
      orgId: ticket.orgId,
      categoryIds: upwards(directory, ticket.categoryId),
      teamIds: mine.map(({ id }) => id),
    }
    const values = valuesFor(ticket, language, personId, directory)
    return offeredReplies(directory.settings('canned-reply'), place).map((reply) => {
      const { texts = {} } = reply.data as Partial<CannedReplyData>
      const { text } = fillTemplate(textIn(texts, language), values)
      return { id: reply.id, name: directory.nameOf(reply), text }
    })
  }, [directory, ticket, language, personId])
}

/** The variables of a text that nobody has filled. */
export function unfilled(text: string): readonly string[] {
  return fillTemplate(text, {}).missing
}

/** The longest chain of categories, against one that goes round. */
const DEEPEST = 20

function upwards({ setting }: Directory, categoryId: Id): readonly Id[] {
  const chain: Id[] = []
  for (let id = categoryId; id !== '' && chain.length < DEEPEST; id = setting(id)?.parentId ?? '')
    chain.push(id)
  return chain
}

function valuesFor(ticket: Ticket, language: Language, personId: Id, directory: Directory): TemplateValues {
  const nameOf = (id: Id) => {
    const setting = directory.setting(id)
    return setting?.names[language] ?? setting?.name ?? ''
  }
  return templateValues({
    requester: directory.person(ticket.requesterId),
    agent: directory.person(personId),
    number: ticketName(ticket),
    title: ticket.title,
    organisation: nameOf(ticket.orgId),
    site: nameOf(ticket.siteId),
    today: dayIn(language),
  })
}

function dayIn(language: Language): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(systemClock()))
}
