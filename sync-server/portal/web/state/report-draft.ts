import type { SignedIn } from '../../contract.ts'
import { emptyReport, keep, readKept, ReportDraft } from './kept.ts'

type Person = SignedIn['person']

/** Under which name a person's unsent report is kept. */
export function reportName({ id }: Pick<Person, 'id'>): string {
  return `draft.${id}.report`
}

/** Under which name a person's unsent answer to a ticket is kept. */
export function commentName({ id }: Pick<Person, 'id'>, ticketId: string): string {
  return `draft.${id}.ticket.${ticketId}`
}

/** Carries what somebody searched for into a new report; one they had begun keeps its own words. */
export function beginReport(person: Person, title: string): void {
  const kept = readKept(reportName(person), ReportDraft)
  if (title === '' || kept?.waiting || (kept && kept.title + kept.text !== '')) return
  keep(reportName(person), { ...(kept ?? emptyReport(person.siteId)), title })
}
