import type { FastifyBaseLogger } from 'fastify'
import type { Language } from '#shared/people/schema.ts'
import type { ServerParts } from '../app/app.ts'

/** A sign-in link to be mailed. `to` is an address of the person's own. */
export interface SignInLinkMail {
  readonly to: string
  readonly name: string
  readonly language: Language
  readonly url: string
}

/** What the portal works with. Without `sendSignInLink` people sign in by password alone. */
export interface PortalDeps extends Pick<
  ServerParts,
  'config' | 'secretKey' | 'store' | 'sync' | 'accounts' | 'blobFiles' | 'uploads' | 'clock' | 'newId'
> {
  readonly log: Pick<FastifyBaseLogger, 'error' | 'info'>
  readonly sendSignInLink?: (mail: SignInLinkMail) => Promise<void>
}
