import { useTranslation } from 'react-i18next'
import type { RoleGrant } from '#shared/kernel/actor.ts'
import { systemClock } from '#shared/kernel/time.ts'
import { people } from '#shared/people/collection.ts'
import type { Person } from '#shared/people/schema.ts'
import { checkWrite } from '#shared/policy/check-write.ts'
import { mayChange } from '#shared/policy/policy.ts'
import { useActor } from '#renderer/platform/session-context.tsx'
import { useDirectory } from '#renderer/replica/directory.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import { useUndoToast } from '#renderer/ui/undo-toast.tsx'
import { withGrant, withoutGrant } from './role-grants.ts'

/** Giving and taking roles; each asks the rules of people, and can be taken back. */
export interface RoleActs {
  mayChange(person: Person): boolean
  /** False when it was refused, and the refusal is shown. */
  give(person: Person, grant: RoleGrant): boolean
  take(person: Person, grant: RoleGrant): boolean
}

/** The acts on roles in the name of the signed-in person. */
export function useRoleActs(): RoleActs {
  const { t } = useTranslation('settings')
  const actor = useActor()
  const directory = useDirectory()
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  const showUndo = useUndoToast()
  const set = (person: Person, roles: RoleGrant[]): boolean => {
    const checked = checkWrite({
      spec: people,
      before: person,
      docId: person.id,
      patch: { roles },
      actor,
      now: systemClock(),
      parent: undefined,
      parentBuckets: [],
      orgOf: (id) => directory.setting(id)?.orgId,
    })
    if (!checked.ok) {
      showRefusal(checked.refusal)
      return false
    }
    void replica.write([{ collection: 'people', docId: person.id, op: 'change', patch: { roles } }])
    return true
  }
  /** The opposite act on the person as they are by then. */
  const takeBack = (id: string, opposite: (person: Person) => RoleGrant[] | undefined) => async () => {
    const now = await replica.get('people', id)
    const roles = now === undefined ? undefined : opposite(now)
    if (now !== undefined && roles !== undefined) set(now, roles)
  }
  return {
    mayChange: (person) => mayChange(actor, 'people', 'roles', people.buckets?.(person) ?? []),
    give(person, grant) {
      const roles = withGrant(person, grant)
      if (roles === undefined) return true
      if (!set(person, roles)) return false
      const undo = takeBack(person.id, (now) => withoutGrant(now, grant))
      showUndo(t('roles.given', { name: person.name }), () => void undo())
      return true
    },
    take(person, grant) {
      if (!set(person, withoutGrant(person, grant))) return false
      const undo = takeBack(person.id, (now) => withGrant(now, grant))
      showUndo(t('roles.taken', { name: person.name }), () => void undo())
      return true
    },
  }
}
