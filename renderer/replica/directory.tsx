import { createContext, use, useMemo, type ReactNode } from 'react'
import type { Id } from '#shared/kernel/ids.ts'
import type { Person } from '#shared/people/schema.ts'
import type { Setting, SettingKind } from '#shared/settings/schema.ts'
import { useDocs } from './react.tsx'

/** Everybody and every setting on the device, by id; names in the language of the console. */
export interface Directory {
  readonly isLoaded: boolean
  /** Active people by name. */
  readonly people: readonly Person[]
  /** Active people who work at the desk, by name. */
  readonly staff: readonly Person[]
  person(id: Id): Person | undefined
  /** '' when the person is not known here. */
  personName(id: Id): string
  setting(id: Id): Setting | undefined
  /** '' when the setting is not known here. */
  settingName(id: Id): string
  nameOf(setting: Setting): string
  /** Active settings of a kind, in their order. */
  settings(kind: SettingKind): readonly Setting[]
}

const DirectoryContext = createContext<Directory | undefined>(undefined)

interface DirectoryProviderProps {
  readonly language: string
  readonly children: ReactNode
}

const ALL_PEOPLE = { selector: { name: { $gte: '' } }, sort: [{ name: 'asc' as const }] }
const ALL_SETTINGS = { selector: {} }

/** Keeps people and settings at hand for everything inside. */
export function DirectoryProvider({ language, children }: DirectoryProviderProps) {
  const { docs: people, loading: isPeopleLoading } = useDocs('people', ALL_PEOPLE)
  const { docs: settings, loading: isSettingsLoading } = useDocs('settings', ALL_SETTINGS)
  const isLoaded = !isPeopleLoading && !isSettingsLoading
  const directory = useMemo(
    () => ({ isLoaded, ...directoryOf(people, settings, language) }),
    [isLoaded, people, settings, language],
  )
  return <DirectoryContext value={directory}>{children}</DirectoryContext>
}

/** The directory; throws outside of its provider. */
export function useDirectory(): Directory {
  const directory = use(DirectoryContext)
  if (directory === undefined) throw new Error('No directory around this component')
  return directory
}

function directoryOf(
  people: readonly Person[],
  settings: readonly Setting[],
  language: string,
): Omit<Directory, 'isLoaded'> {
  const personById = new Map(people.map((person) => [person.id, person]))
  const settingById = new Map(settings.map((setting) => [setting.id, setting]))
  const active = people.filter((person) => person.active && person.deletedAt === '')
  const nameOf = (setting: Setting) => setting.names[language] ?? setting.name
  const byKind = new Map<SettingKind, readonly Setting[]>()
  return {
    people: active,
    staff: active.filter((person) => person.roles.some((grant) => grant.role !== 'requester')),
    person: (id) => personById.get(id),
    personName: (id) => personById.get(id)?.name ?? '',
    setting: (id) => settingById.get(id),
    settingName(id) {
      const setting = settingById.get(id)
      return setting === undefined ? '' : nameOf(setting)
    },
    nameOf,
    settings(kind) {
      const known = byKind.get(kind)
      if (known !== undefined) return known
      const listed = sorted(settings, kind, nameOf)
      byKind.set(kind, listed)
      return listed
    },
  }
}

function sorted(
  settings: readonly Setting[],
  kind: SettingKind,
  nameOf: (setting: Setting) => string,
): readonly Setting[] {
  return settings
    .filter((setting) => setting.kind === kind && setting.active && setting.deletedAt === '')
    .sort((a, b) => a.position - b.position || nameOf(a).localeCompare(nameOf(b)))
}
