import { Value } from 'typebox/value'
import type { Id } from '#shared/kernel/ids.ts'
import type { Language } from '#shared/people/schema.ts'
import { MailboxData, type Setting } from '#shared/settings/schema.ts'
import type { Store } from '../store/store.ts'

/** How to reach one mail server. `secure` means TLS from the first byte; otherwise STARTTLS is asked for. */
export interface MailServer {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly user: string
  readonly password: string
}

/** How to reach a mailbox; comes from the environment and never lies in a document. */
export interface MailboxConnection {
  /** The address the desk writes from, in lower case. */
  readonly address: string
  /** Right-hand side of the Message-IDs the server makes. */
  readonly domain: string
  readonly smtp: MailServer
  /** Without it the server sends but does not fetch. */
  readonly imap: MailServer | undefined
  /** Accepts any certificate and logins without TLS; only for servers on this machine. */
  readonly tlsInsecure: boolean
}

/** One mailbox as the desk has set it up: whose it is and where its mails go. */
export interface Channel {
  readonly id: Id
  readonly name: string
  readonly address: string
  readonly orgId: Id
  readonly teamId: Id
  readonly categoryId: Id
  readonly language: Language
  /** Whether a new ticket is acknowledged to its sender. */
  readonly acknowledge: boolean
}

const LIMIT = 500

/**
 * The set-up of the mailbox with this address: its `mailbox` setting, or until there is one the desk's first
 * organisation. undefined while there is no organisation at all.
 */
export async function readChannel(store: Store, address: string): Promise<Channel | undefined> {
  const mailboxes = await settingsOf(store, 'mailbox')
  const mailbox = mailboxes.find((setting) => setting.data['address'] === address)
  if (mailbox) return channelOf(mailbox, address)
  const organisation = (await settingsOf(store, 'organisation')).at(-1)
  if (!organisation) return undefined
  return {
    id: 'mailbox',
    name: organisation.name,
    address,
    orgId: organisation.id,
    teamId: '',
    categoryId: '',
    language: asLanguage(organisation.data['language']),
    acknowledge: true,
  }
}

function channelOf(setting: Setting, address: string): Channel {
  const data = Value.Check(MailboxData, setting.data) ? setting.data : undefined
  return {
    id: setting.id,
    name: setting.name,
    address,
    orgId: setting.orgId,
    teamId: data?.teamId ?? '',
    categoryId: data?.categoryId ?? '',
    language: asLanguage(data?.language),
    acknowledge: data?.acknowledge ?? true,
  }
}

/** The organisation to which people of a mail domain belong, by the `domains` of its setting; undefined when none. */
export async function organisationOfDomain(store: Store, domain: string): Promise<Id | undefined> {
  const organisations = await settingsOf(store, 'organisation')
  return organisations.find(({ data }) => asDomains(data['domains']).includes(domain))?.id
}

async function settingsOf(store: Store, kind: Setting['kind']): Promise<Setting[]> {
  const found = await store.find('settings', 'kind', kind, { limit: LIMIT })
  const settings = found.map(({ doc }) => doc as unknown as Setting)
  return settings.filter((setting) => setting.active && setting.deletedAt === '')
}

function asDomains(value: unknown): string[] {
  return Array.isArray(value) ? value.map((domain) => String(domain).toLowerCase()) : []
}

function asLanguage(value: unknown): Language {
  return value === 'fr' ? 'fr' : 'en'
}
