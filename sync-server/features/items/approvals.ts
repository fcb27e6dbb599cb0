import { approvalsOf, approvalStates, approvalSummary, openApprovers } from '#shared/items/approvals.ts'
import { items } from '#shared/items/collection.ts'
import type { Item } from '#shared/items/schema.ts'
import type { Id } from '#shared/kernel/ids.ts'
import type { ApprovalSummary } from '#shared/tickets/schema.ts'
import type { StoreReads } from '../../store/store.ts'
import type { AcceptedWrite } from '../../sync/hooks.ts'
import { tell, type About } from '../notices/tell.ts'

/** Items read at once. */
const PAGE = 200

/**
 * Brings the approvals of a ticket to where their decisions lead: states, the summary on the ticket, the purchases they
 * are about; tells who is asked now, and who asked what became of it.
 */
export async function settleApprovals(accepted: AcceptedWrite): Promise<void> {
  const { tx, before, write } = accepted
  const written = accepted.after as Item
  // Of decisions that arrive at once each must see the ones before: they pass the ticket one by one.
  await tx.lock('tickets', written.ticketId)
  const all = await itemsOf(tx, written.ticketId)
  const states = approvalStates(all)
  for (const approval of all.filter(({ id }) => states.has(id))) {
    const state = states.get(approval.id) ?? ''
    const isNew = approval.id === written.id && !before
    const isMoved = approval.state !== state
    if (isMoved) await write({ collection: 'items', docId: approval.id, op: 'change', patch: { state } })
    if (state === 'asked' && (isMoved || isNew)) await tellAsked(accepted, approval, all)
    if (isMoved && (state === 'approved' || state === 'rejected')) await tellAsker(accepted, approval)
  }
  await summarise(accepted, written.ticketId, all)
  await settlePurchase(accepted, written, all)
}

async function itemsOf(reads: StoreReads, ticketId: Id): Promise<readonly Item[]> {
  const all: Item[] = []
  let last: Id | undefined
  do {
    const page = { limit: PAGE, ...(last === undefined ? {} : { afterId: last }) }
    const found = await reads.find('items', 'ticket', ticketId, page)
    all.push(...found.map(({ doc }) => ({ ...(items.defaults as Item), ...(doc as Item) })))
    last = found.length === PAGE ? found.at(-1)?.doc.id : undefined
  } while (last !== undefined)
  return all
}

async function summarise({ tx, write }: AcceptedWrite, ticketId: Id, all: readonly Item[]): Promise<void> {
  const ticket = await tx.doc('tickets', ticketId)
  const approval = approvalSummary(all)
  const known = (ticket?.doc['approval'] ?? 'none') as ApprovalSummary
  if (!ticket || known === approval) return
  await write({ collection: 'tickets', docId: ticketId, op: 'change', patch: { approval } })
}

/** What a purchase waits for decides on it; the first question about a wish makes it asked for. */
async function settlePurchase(
  { tx, write }: AcceptedWrite,
  written: Item,
  all: readonly Item[],
): Promise<void> {
  const approval = written.kind === 'decision' ? all.find(({ id }) => id === written.parentId) : written
  const purchase = all.find(({ id, kind }) => kind === 'purchase' && id === approval?.parentId)
  if (!approval || !purchase || purchase.deletedAt !== '') return
  const state = (await tx.doc('items', purchase.id))?.doc['state']
  const next = nextState(String(state), summaryOf(purchase.id, all))
  if (next !== undefined) {
    await write({ collection: 'items', docId: purchase.id, op: 'change', patch: { state: next } })
  }
}

function summaryOf(purchaseId: Id, all: readonly Item[]): ApprovalSummary {
  const asked = new Set(approvalsOf(all, purchaseId).map(({ id }) => id))
  const subject = all.map((item) => (asked.has(item.id) ? { ...item, parentId: '' } : item))
  return approvalSummary(subject.filter((item) => item.kind !== 'approval' || asked.has(item.id)))
}

function nextState(state: string, summary: ApprovalSummary): string | undefined {
  if (state === 'wished' && summary === 'asked') return 'asked'
  if (state !== 'asked' && state !== 'wished') return undefined
  if (summary === 'approved') return 'approved'
  return summary === 'rejected' ? 'cancelled' : undefined
}

function aboutApproval({ id, ticketId }: Item): About {
  return { collection: 'items', docId: id, ticketId }
}

/** Whoever may decide and has not yet; nobody is told of their own question. */
async function tellAsked(accepted: AcceptedWrite, approval: Item, all: readonly Item[]): Promise<void> {
  const open = openApprovers(approval, all)
  const others = approval.delegations
    .map((each) => each.split('>'))
    .flatMap(([from = '', to = '']) => (open.includes(from) ? [to] : []))
  for (const personId of new Set([...open, ...others])) await ask(accepted, personId, approval)
}

/** Who was passed a right to decide on is asked like an approver. */
export async function tellDelegates(accepted: AcceptedWrite): Promise<void> {
  const approval = accepted.after as Item
  const known = ((accepted.before as Item | undefined)?.delegations ?? []) as readonly string[]
  if (!accepted.before || approval.state !== 'asked') return
  for (const each of approval.delegations.filter((delegation) => !known.includes(delegation))) {
    await ask(accepted, each.split('>')[1] ?? '', approval)
  }
}

async function ask(accepted: AcceptedWrite, personId: Id, approval: Item): Promise<void> {
  if (personId === '' || personId === accepted.actor.personId) return
  const purpose = `approval-asked/${approval.id}/${personId}`
  await tell(accepted, personId, 'approval-asked', purpose, aboutApproval(approval))
}

async function tellAsker(accepted: AcceptedWrite, approval: Item): Promise<void> {
  if (approval.createdBy === '' || approval.createdBy === accepted.actor.personId) return
  const purpose = `approval-decided/${approval.id}`
  await tell(accepted, approval.createdBy, 'approval-decided', purpose, aboutApproval(approval))
}
