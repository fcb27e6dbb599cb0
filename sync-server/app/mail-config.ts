import type { EnvironmentReader } from './environment-reader.ts'

/** How to reach one mail server. `secure` means TLS from the first byte; otherwise STARTTLS is used. */
export interface MailServerAddress {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly user: string
  readonly password: string
}

/** The desk's mailbox. Without `imap` the server sends but does not fetch. */
export interface MailConfig {
  readonly address: string
  /** Right-hand side of the Message-IDs the server makes. */
  readonly domain: string
  readonly smtp: MailServerAddress
  readonly imap: MailServerAddress | undefined
  /** Accepts any certificate; only ever true for servers on this machine. */
  readonly tlsInsecure: boolean
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'imap:': 143,
  'imaps:': 993,
  'smtp:': 587,
  'smtps:': 465,
}

/** Reads MAIL_*: undefined when no mail is configured or when something is wrong, which the reader then tells. */
export function readMailConfig(reader: EnvironmentReader): MailConfig | undefined {
  const imapUrl = reader.url('MAIL_IMAP_URL', ['imap:', 'imaps:'])
  const smtpUrl = reader.url('MAIL_SMTP_URL', ['smtp:', 'smtps:'])
  const address = reader.optional('MAIL_ADDRESS')?.toLowerCase()
  const tlsInsecure = reader.flag('MAIL_TLS_INSECURE', false)
  const domain = reader.optional('MAIL_DOMAIN')
  const given = ['MAIL_IMAP_URL', 'MAIL_SMTP_URL', 'MAIL_ADDRESS', 'MAIL_DOMAIN'].some((name) =>
    reader.optional(name),
  )
  if (!given) return undefined
  if (!reader.optional('MAIL_SMTP_URL')) {
    reader.complain(
      'MAIL_SMTP_URL is missing: mail needs a server to send through (smtps://user:password@host:465).',
    )
  }
  if (address === undefined) {
    reader.complain(
      'MAIL_ADDRESS is missing: give the address the desk writes from, such as help@example.com.',
    )
  } else if (!/^[^\s@]+@[^\s@]+$/.test(address)) {
    reader.complain('MAIL_ADDRESS must be a mail address such as help@example.com.')
  }
  if (domain !== undefined && !/^[A-Za-z0-9.-]+$/.test(domain)) {
    reader.complain('MAIL_DOMAIN must be a host name such as example.com.')
  }
  const smtp = smtpUrl && readAddress(smtpUrl)
  const imap = imapUrl && readAddress(imapUrl)
  const servers = [smtp, imap].filter((server) => server !== undefined)
  if (tlsInsecure && servers.some((server) => !isLoopback(server.host))) {
    reader.complain('MAIL_TLS_INSECURE=1 is for tests with mail servers on 127.0.0.1 only: remove it.')
  }
  if (smtp === undefined || address === undefined) return undefined
  return { address, domain: domain ?? address.split('@')[1] ?? 'localhost', smtp, imap, tlsInsecure }
}

function readAddress(url: URL): MailServerAddress {
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? 0) : Number(url.port),
    secure: url.protocol === 'imaps:' || url.protocol === 'smtps:',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  }
}

/** True for the names and addresses of this machine itself. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
