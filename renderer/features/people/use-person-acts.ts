import { v7 as uuidv7 } from 'uuid'
import type { PatchOf } from '#shared/kernel/patch.ts'
import { accept, type Result } from '#shared/kernel/result.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { people } from '#shared/people/collection.ts'
import type { Person } from '#shared/people/schema.ts'
import { checkWrite } from '#shared/policy/check-write.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** What can be done to people: each asks the rules first. */
export interface PersonActs {
  /** Saves fields of a person, or shows the refusal. */
  set(person: Person, fields: PatchOf<Person>): void
  /** Saves a new person and gives their id, or says why not. */
  create(fields: PatchOf<Person>): Promise<Result<string>>
}

/** The acts on people in the name of the signed-in person. */
export function usePersonActs(): PersonActs {
  const actor = useActor()
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  const check = (before: Person | undefined, docId: string, patch: PatchOf<Person>) =>
    checkWrite({
      spec: people,
      before,
      docId,
      patch,
      actor,
      now: systemClock(),
      parent: undefined,
      parentBuckets: [],
    })
  return {
    set(person, patch) {
      const checked = check(person, person.id, patch)
      if (!checked.ok) return showRefusal(checked.refusal)
      void replica.write([{ collection: 'people', docId: person.id, op: 'change', patch }])
      return undefined
    },
    async create(fields) {
      const docId = uuidv7()
      const checked = check(undefined, docId, fields)
      if (!checked.ok) return checked
      await replica.write([{ collection: 'people', docId, op: 'create', patch: fields }])
      return accept(docId)
    },
  }
}
