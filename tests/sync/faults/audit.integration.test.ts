import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Mutation } from '#shared/protocol/wire.ts'
import { ann, aReply, aTicket, change, creation, newPlace, openDesk, type Desk, type Place } from '../desk.ts'
import { auditWrites, differences, expectedCopy, readContents, type Witness } from './audit.ts'

describe('the audit of the fault runs', () => {
  let place: Place
  let desk: Desk
  let witness: Witness

  /** Ann opens a ticket, answers on it, tags it and renames it; everything is acknowledged. */
  beforeEach(async () => {
    place = await newPlace('sqlite', '')
    desk = await openDesk(place)
    const opened = creation('tickets', v7(), aTicket({ title: `w-${v7()}` }))
    const reply = creation('messages', v7(), aReply(opened.docId, ann, { text: `w-${v7()}`, ticketRev: 1 }))
    const answers = [...(await desk.push(ann, opened, reply))]
    const ticket = await desk.stored('tickets', opened.docId)
    if (!ticket) throw new Error('there is no ticket')
    const tagging = change('tickets', ticket, { tags: { $add: [`w-${v7()}`] } })
    const naming = change('tickets', ticket, { title: `w-${v7()}` })
    answers.push(...(await desk.push(ann, tagging, naming)))
    const { personId, deviceId } = ann
    const mutations: Mutation[] = [opened, reply, tagging, naming]
    witness = { name: 'ann', personId, deviceId, mutations, answers, brokenOff: 0, problems: [] }
  })
  afterEach(async () => {
    await desk.close()
    await place.destroy()
  })

  const audit = async (changed: Partial<Witness> = {}) => {
    const contents = await readContents(desk.store)
    return auditWrites(desk.store, contents, [{ ...witness, ...changed }], false)
  }

  test('finds nothing where everything is right', async () => {
    expect(await audit()).toEqual({ lost: [], doubled: [] })
  })

  test('notices an act that was acknowledged and is nowhere', async () => {
    const never = creation('tickets', v7(), aTicket())
    const answers = [...witness.answers, { id: never.id, status: 'accepted' as const, rev: 1 }]
    const { lost } = await audit({ mutations: [...witness.mutations, never], answers })
    expect(lost).toMatchObject([expect.stringContaining('the ledger does not know it')])
  })

  test('notices an act that nobody ever answered', async () => {
    const { lost } = await audit({ answers: witness.answers.slice(1) })
    expect(lost).toMatchObject([expect.stringContaining('was never answered')])
  })

  test('notices an acknowledged value that never reached its document', async () => {
    const [first, second, tagging, ...rest] = witness.mutations
    if (!first || !second || !tagging) throw new Error('there is too little')
    const other = { ...tagging, patch: { tags: { $add: [`w-${v7()}`] } } }
    const { lost } = await audit({ mutations: [first, second, other, ...rest] })
    expect(lost).toMatchObject([expect.stringContaining('is 0 times in the log')])
  })

  test('notices what was done twice', async () => {
    const [, reply, tagging] = witness.mutations
    const ticket = await desk.stored('tickets', tagging?.docId ?? '')
    if (!reply || !tagging || !ticket) throw new Error('there is too little')
    const added = (tagging.patch['tags'] as { readonly $add: readonly string[] }).$add
    await desk.push(ann, { ...reply, id: v7(), docId: v7() })
    await desk.push(ann, change('tickets', ticket, { tags: { $remove: added } }))
    await desk.push(ann, change('tickets', ticket, { tags: { $add: added } }))
    const { doubled } = await audit()
    expect(doubled).toMatchObject([
      expect.stringContaining('is 2 times in the log'),
      expect.stringContaining('2 times a message with the text'),
    ])
  })

  test('notices a document that a copy lacks, has too much, or has in another state', async () => {
    const expected = await expectedCopy(desk.store, await readContents(desk.store), ann.personId)
    const [first = '', second = ''] = expected.keys()
    const copy = new Map(expected)
    copy.delete(first)
    copy.set(second, 'other')
    copy.set('tickets/strange', 'hash')
    expect(differences('ann', expected, expected)).toEqual([])
    expect(differences('ann', expected, copy)).toEqual([
      `ann lacks ${first}`,
      'ann still has tickets/strange',
      `ann has another ${second}`,
    ])
  })
})
